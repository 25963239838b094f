#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A wheel of a tool of cloche's own, pinned by its SHA-256, that pip gets from the package index.
struct PinnedWheel: Sendable {
    var name: String
    var version: String
    /// The SHA-256 of each file that is as good as another, in hex digits; pip takes the one that fits the machine.
    var hashes: [String]

    /// Downloads the wheel into a folder of its own within another, and lets a closure use it there.
    ///
    /// The closure gets pip, the folder, and the wheel's path.
    ///
    /// - Throws: What pip or the closure says.
    func download<Value: Sendable>(
        in folder: String,
        with pip: PipCommand,
        use: (PipCommand, String, String) async throws(PipCommand.Failure) -> Value
    ) async throws(PipCommand.Failure) -> Value {
        let own = "\(folder)/.download-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        try Self.makeFolder(own)
        defer { try? FileManager.default.removeItem(atPath: own) }
        let requirement = "\(name)==\(version)" + hashes.map { " --hash=sha256:\($0)" }.joined()
        try await pip.download([requirement], in: own)
        let files = (try? FileManager.default.contentsOfDirectory(atPath: own + "/wheels")) ?? []
        guard let file = files.first, files.count == 1 else { throw PipCommand.Failure(reason: "pip gave no file") }
        return try await use(pip, own, "\(own)/wheels/\(file)")
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(PipCommand.Failure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw PipCommand.Failure(reason: "the folder '\(path)' cannot be made")
        }
    }
}
