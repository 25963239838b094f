internal import CSpawn

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

/// Gets one pinned file from the package index through pip, which knows the user's mirrors, proxies and certificates.
///
/// pip refuses another hash, and runs no code of a wheel that it only downloads.
struct PackageDownload: Sendable {
    var name: String
    var version: String
    /// SHA-256 in hex digits.
    var hash: String
    /// The environment that pip gets, in which its settings may be.
    var environment = ProcessInfo.processInfo.environment
    var patience = Duration.seconds(120)

    private static let logLength = 64 << 10

    /// Downloads a file into a folder of its own within another, and gives its bytes.
    ///
    /// - Throws: ``ClocheError`` with the code `dillNotFound`.
    func file(_ file: String, in folder: String) async throws(ClocheError) -> [UInt8] {
        let own = "\(folder)/.download-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        try Self.makeFolder(own)
        defer { try? FileManager.default.removeItem(atPath: own) }
        guard let python = python else {
            throw .dillNotFound("python3 is missing; install python3 and python3-pip")
        }
        let requirement = "\(name)==\(version) --hash=sha256:\(hash)\n"
        try AtomicFile.write([Array(requirement.utf8)], to: own + "/requirements.txt")
        let exit = try await run(python, in: own)
        guard exit == .status(0) else { throw .dillNotFound(explanation(of: own + "/log")) }
        do throws(ClocheError) {
            let wheel = try BoundedFile("\(own)/wheels/\(file)", maximumBytes: 16 << 20)
            return try wheel.read(0..<wheel.size)
        } catch {
            throw .dillNotFound(error.message)
        }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(ClocheError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw .dillNotFound("the folder '\(path)' cannot be made")
        }
    }

    /// The Python that the environment's `PATH` gives.
    private var python: String? {
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/python3" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }

    private func run(_ python: String, in folder: String) async throws(ClocheError) -> ProcessExit {
        let input = open("/dev/null", O_RDONLY | O_CLOEXEC)
        let log = open(folder + "/log", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        defer { for file in [input, log] where file >= 0 { close(file) } }
        guard input >= 0, log >= 0 else { throw .dillNotFound("'\(folder)' cannot be written to") }
        var surroundings = environment
        surroundings["PIP_REQUIRE_VIRTUALENV"] = "0"
        surroundings["TMPDIR"] = folder
        let request = SpawnRequest(
            program: python,
            arguments: [python, "-m", "pip", "download", "--quiet"] + Self.options,
            environment: surroundings,
            directory: folder,
            input: input,
            output: log,
            errors: log
        )
        let child = try ChildProcess(pid: try await SpawnThread.shared.spawn(request)) {}
        let deadline = Task {
            if (try? await Task.sleep(for: patience)) != nil { child.terminate() }
        }
        defer { deadline.cancel() }
        return await child.waitForExit()
    }

    private static let options = [
        "--disable-pip-version-check", "--no-cache-dir", "--no-input", "--retries", "2", "--timeout", "15",
        "--require-hashes", "--no-deps", "--only-binary=:all:", "-d", "wheels", "-r", "requirements.txt",
    ]

    /// What pip's log says, in one clause.
    private func explanation(of log: String) -> String {
        let file = try? BoundedFile(log, maximumBytes: .max)
        let bytes = try? file?.read(max(0, (file?.size ?? 0) - Self.logLength)..<(file?.size ?? 0))
        let text = String(decoding: bytes ?? [], as: UTF8.self)
        if text.contains("No module named pip") {
            return "python3 has no pip; install it (on Debian: apt-get install python3-pip)"
        }
        if text.contains("DO NOT MATCH THE HASHES") {
            return "the file that pip got has another SHA-256 than the pinned one"
        }
        let last = text.split(whereSeparator: \.isNewline).last { $0.hasPrefix("ERROR:") } ?? ""
        let printable = String(String.UnicodeScalarView(last.unicodeScalars.filter { (32..<127).contains($0.value) }))
        let detail = printable.isEmpty ? "" : " (pip said: \(printable.prefix(200)))"
        return "there is no network, or the package index does not answer; connect and try again,"
            + " or set CLOCHE_DILL to a copy of its wheel\(detail)"
    }
}
