internal import Crypto

/// The package dill, which reads and writes pickles of sessions: one file, the same everywhere.
///
/// pip gets it from the package index when it is needed for the first time; it is kept beside the runtime. It is never
/// installed, and runs in sandboxes only.
enum DillWheel {
    static let version = "0.4.1"
    static let name = "dill-\(version)-py3-none-any.whl"
    static let hash = "1e1ce33e978ae97fcfcff5638477032b801c46c7c65cf717f95fbc2248f79a9d"
    private static let maximumBytes = 1 << 20

    /// The bytes of the wheel: of the one that `CLOCHE_DILL` names, of the one in the cache, or of one from the index.
    ///
    /// - Throws: ``ClocheError`` with the code `dillNotFound`.
    static func bytes(_ locator: RuntimeLocator = .current) async throws(ClocheError) -> [UInt8] {
        let path = "\(locator.cache)/dill-\(version)/\(name)"
        let found = try await withBlockingCall { () throws(ClocheError) -> [UInt8]? in
            if let own = locator.dill { return try read(own) }
            return try? read(path)
        }
        if let found { return found }
        let bytes = try await PackageDownload(name: "dill", version: version, hash: hash).file(name, in: locator.cache)
        guard isWhole(bytes) else { throw .dillNotFound("pip gave another file than the pinned one") }
        try await withBlockingCall { () throws(ClocheError) in try keep(bytes, at: path) }
        return bytes
    }

    private static func read(_ path: String) throws(ClocheError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(ClocheError) {
            let file = try BoundedFile(path, maximumBytes: maximumBytes)
            bytes = try file.read(0..<file.size)
        } catch {
            throw .dillNotFound(error.message)
        }
        guard isWhole(bytes) else { throw .dillNotFound("'\(path)' is not its wheel \(name)") }
        return bytes
    }

    private static func isWhole(_ bytes: [UInt8]) -> Bool { SHA256.hash(data: bytes).hex == hash }

    private static func keep(_ bytes: [UInt8], at path: String) throws(ClocheError) {
        do throws(ClocheError) {
            try PackageDownload.makeFolder(String(path.dropLast(name.utf8.count + 1)))
            try AtomicFile.write([bytes], to: path)
        } catch {
            throw .dillNotFound(error.message)
        }
    }
}
