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

/// Where the files are that the lock of the pinned Pyodide names: a web server, or a folder of this machine.
package enum PyodideDistribution: Sendable, Equatable {
    /// The files are at this URL, which ends with a slash.
    case url(String)

    /// The files are in this folder, an absolute path.
    case folder(String)

    /// The one that `CLOCHE_PYODIDE_PACKAGES` names, else the public one, whose address Pyodide itself has.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` where the variable names neither.
    package static func current(
        runtime: Runtime,
        environment: [String: String],
        workingDirectory: String = PermissionResolver.realPath(".") ?? "/"
    ) throws(ClocheError) -> PyodideDistribution? {
        guard let named = environment["CLOCHE_PYODIDE_PACKAGES"], !named.isEmpty else {
            return publicAddress(runtime: runtime).map { .url($0) }
        }
        if named.hasPrefix("https://") || named.hasPrefix("http://") {
            return .url(named.hasSuffix("/") ? named : named + "/")
        }
        let path = named.hasPrefix("file://") ? String(named.dropFirst(7)).percentDecoded : named
        let folder = HostPath.normalized(path, in: workingDirectory)
        guard access(folder + "/.", R_OK | X_OK) == 0 else {
            let reason = "CLOCHE_PYODIDE_PACKAGES is '\(named)', which is no folder and no URL"
            throw .install(.installFailed, "packages", reason)
        }
        return .folder(folder)
    }

    /// The address of a file, as a URL or a path.
    func place(of file: String) -> String {
        switch self {
        case .url(let base): base + file.replacing("+", with: "%2B")
        case .folder(let path): path + "/" + file
        }
    }

    /// Whether a file of the lock is there, as far as that can be told without asking.
    func has(_ entry: PyodideLock.Entry) -> Bool {
        guard case .folder = self else { return true }
        return access(place(of: entry.file), R_OK) == 0
    }

    /// What the address or the folder is called in sentences.
    package var name: String {
        switch self {
        case .url(let base): base
        case .folder(let path): path
        }
    }

    /// The wheels of the lock; of a folder, only those that are there.
    func links(of lock: PyodideLock) -> [WheelIndex.Link] {
        lock.entries.values.filter { !$0.isLibrary && has($0) }.map { entry in
            WheelIndex.Link(name: entry.name, file: entry.file, sha256: entry.sha256, place: place(of: entry.file))
        }
    }

    /// The address that `pyodide.mjs` gives for its packages, with the version in it.
    static func publicAddress(runtime: Runtime) -> String? {
        guard let file = try? BoundedFile(runtime.pyodide + "/pyodide.mjs", maximumBytes: 8 << 20),
            let bytes = try? file.read(0..<file.size)
        else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let assignment = text.firstRange(of: "cdnUrl="),
            let start = text[assignment.upperBound...].firstRange(of: "`https://"),
            let end = text[start.upperBound...].firstIndex(of: "`")
        else { return nil }
        let template = text[text.index(after: start.lowerBound)..<end]
        guard template.utf8.count <= 200, let open = template.firstRange(of: "${"),
            let close = template[open.upperBound...].firstIndex(of: "}")
        else { return nil }
        return template[..<open.lowerBound] + RuntimeLocator.pyodideVersion + template[template.index(after: close)...]
    }
}
