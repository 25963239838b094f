#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The files in which a pickle lies: `NAME.pkl`, and its metadata in `NAME.json` beside it.
enum PickleFile {
    /// Where the metadata of a pickle is: the name with `.json` in the place of what follows its last dot.
    static func metadataPath(of path: String) -> String {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let dot = path[slash...].lastIndex(of: ".").flatMap { $0 > slash ? $0 : nil }
        return path[..<(dot ?? path.endIndex)] + ".json"
    }

    /// Reads a pickle with its metadata, wherever that is.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile` or `invalidSessionPickle`.
    static func read(_ path: String) throws(ClocheError) -> SessionPickle {
        let file = try BoundedFile(path, maximumBytes: SessionPickle.maximumFileBytes)
        let content = Data(try file.read(0..<file.size))
        let beside = metadataPath(of: path)
        let metadata = beside == path ? nil : try existing(beside)
        return try SessionPickle(parsing: content, metadata: metadata)
    }

    /// Writes a pickle and its metadata, each of them whole or not at all.
    ///
    /// - Throws: ``ClocheError`` with the code `notSaved`, also where the metadata would replace another kind of file.
    static func write(_ pickle: SessionPickle, to path: String) throws(ClocheError) {
        let beside = metadataPath(of: path)
        let isOurs: Bool
        do throws(ClocheError) {
            isOurs = try existing(beside).map { data throws(ClocheError) in try PickleMetadata(parsing: data) } != nil
        } catch {
            throw .cannotSave("'\(beside)', which its metadata goes to, is something else", to: path)
        }
        let metadata = try pickle.metadata.encoded()
        try AtomicFile.write([[UInt8](pickle.bytes)], to: path)
        do throws(ClocheError) {
            try AtomicFile.write([metadata], to: beside)
        } catch {
            let state = isOurs ? "is that of an older one" : "is not there"
            throw .cannotSave("its metadata \(state): \(error.message)", to: path)
        }
    }

    /// The content of a file with metadata; nil where there is none.
    private static func existing(_ path: String) throws(ClocheError) -> Data? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let file = try BoundedFile(path, maximumBytes: PickleMetadata.maximumBytes)
        return Data(try file.read(0..<file.size))
    }
}
