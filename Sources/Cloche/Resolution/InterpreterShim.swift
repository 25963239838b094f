#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A program that tells uv, which takes it for an interpreter of Python, what the sandbox's Python is.
///
/// uv asks an interpreter about its platform by running a script in it. Ours does not run here, so a shell script prints
/// the answer: the markers of PEP 508, and the platform tag of PEP 783.
enum InterpreterShim {
    static let pythonVersion = "3.14.2"
    static let platformTag = "pyemscripten_2026_0_wasm32"

    /// Writes the program into a folder, and gives its path; one that is right is left alone, since uv caches by its time.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed`.
    static func install(in folder: String) throws(ClocheError) -> String {
        let path = folder + "/python3.14"
        let script = Array(text(folder: folder).utf8)
        if let file = try? BoundedFile(path, maximumBytes: 64 << 10), (try? file.read(0..<file.size)) == script,
            access(path, X_OK) == 0
        {
            return path
        }
        do throws(ClocheError) {
            try AtomicFile.write([script], to: path)
        } catch {
            throw .install(.installFailed, "packages", error.message)
        }
        guard chmod(path, 0o700) == 0 else {
            throw .install(
                .installFailed,
                "packages",
                "'\(path)' cannot be made executable: \(SystemError.last.reason)"
            )
        }
        return path
    }

    /// The script; `folder` stands for the places that an interpreter has, none of which exists.
    static func text(folder: String) -> String {
        let answer = Answer(folder: folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = (try? encoder.encode(answer)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return "#!/bin/sh\nprintf '%s\\n' '\(json.replacing("'", with: "'\\''"))'\n"
    }

    /// The answer that uv 0.13.9 expects.
    private struct Answer: Encodable {
        struct System: Encodable {
            var name = "pyemscripten"
            var major = 2026
            var minor = 0
        }

        var result = "success"
        var markers = [
            "implementation_name": "cpython", "implementation_version": pythonVersion, "os_name": "posix",
            "platform_machine": "wasm32", "platform_python_implementation": "CPython", "platform_release": "5.0.3",
            "platform_system": "Emscripten", "platform_version": "#1", "python_full_version": pythonVersion,
            "python_version": "3.14", "sys_platform": "emscripten",
        ]
        var sysBasePrefix, sysBaseExecPrefix, sysPrefix, sysBaseExecutable, sysExecutable, stdlib,
            sysconfigPrefix: String
        var sysPath: [String] = []
        var sitePackages: [String]
        var scheme: [String: String]
        var virtualenv: [String: String]
        var os = System()
        var arch = "wasm32"
        var cpuInfo = ["unsupported_architecture": "wasm32"]
        var manylinuxCompatible = false
        var standalone = false
        var gilDisabled = false
        var debugEnabled = false
        var pointerSize = "32"
        var extensionSuffixes = [".cpython-314-wasm32-emscripten.so"]

        enum CodingKeys: String, CodingKey {
            case result, markers, scheme, virtualenv, os, arch, standalone, stdlib
            case sysBasePrefix = "sys_base_prefix"
            case sysBaseExecPrefix = "sys_base_exec_prefix"
            case sysPrefix = "sys_prefix"
            case sysBaseExecutable = "sys_base_executable"
            case sysExecutable = "sys_executable"
            case sysconfigPrefix = "sysconfig_prefix"
            case sysPath = "sys_path"
            case sitePackages = "site_packages"
            case cpuInfo = "cpu_info"
            case manylinuxCompatible = "manylinux_compatible"
            case gilDisabled = "gil_disabled"
            case debugEnabled = "debug_enabled"
            case pointerSize = "pointer_size"
            case extensionSuffixes = "extension_suffixes"
        }

        init(folder: String) {
            let schemes = ["platlib", "purelib", "include", "scripts", "data"]
            (sysBasePrefix, sysBaseExecPrefix, sysPrefix, sysconfigPrefix) = (folder, folder, folder, folder)
            (sysBaseExecutable, sysExecutable) = (folder + "/python3.14", folder + "/python3.14")
            stdlib = folder + "/lib/python3.14"
            sitePackages = [folder + "/lib/python3.14/site-packages"]
            scheme = Dictionary(uniqueKeysWithValues: schemes.map { ($0, "\(folder)/\($0)") })
            virtualenv = Dictionary(uniqueKeysWithValues: schemes.map { ($0, $0) })
        }
    }
}
