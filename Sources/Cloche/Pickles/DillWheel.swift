internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

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
        let pip = PipCommand(environment: ProcessInfo.processInfo.environment)
        let bytes = try await download(in: locator.cache, with: pip)
        guard isWhole(bytes) else { throw .dillNotFound("pip gave another file than the pinned one") }
        try await withBlockingCall { () throws(ClocheError) in try keep(bytes, at: path) }
        return bytes
    }

    /// Gets the wheel from the package index, in a folder.
    ///
    /// - Throws: ``ClocheError`` with the code `dillNotFound`.
    static func download(in folder: String, with pip: PipCommand) async throws(ClocheError) -> [UInt8] {
        let wheel = PinnedWheel(name: "dill", version: version, hashes: [hash])
        do throws(PipCommand.Failure) {
            return try await wheel.download(in: folder, with: pip) { _, _, path throws(PipCommand.Failure) in
                do throws(ClocheError) {
                    let file = try BoundedFile(path, maximumBytes: maximumBytes)
                    return try file.read(0..<file.size)
                } catch {
                    throw PipCommand.Failure(reason: error.message)
                }
            }
        } catch {
            throw .dillNotFound("\(error.reason); try again, or set CLOCHE_DILL to a copy of its wheel")
        }
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
        do throws(PipCommand.Failure) {
            try PinnedWheel.makeFolder(String(path.dropLast(name.utf8.count + 1)))
        } catch {
            throw .dillNotFound(error.reason)
        }
        do throws(ClocheError) {
            try AtomicFile.write([bytes], to: path)
        } catch {
            throw .dillNotFound(error.message)
        }
    }
}
