internal import Crypto

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A session as langchain-sandbox and AgentChat keep it: a `dill.session` dump of `__main__`, and metadata beside it.
///
/// It holds the variables and nothing else. Nothing here looks into the dump: only a sandbox does.
public struct SessionPickle: Sendable, Equatable {
    /// The dump (`session_bytes`).
    public var bytes: Data

    /// What is known about it (`session_metadata`).
    public var metadata: PickleMetadata

    /// Makes a pickle of its parts.
    public init(bytes: Data, metadata: PickleMetadata = PickleMetadata()) {
        self.bytes = bytes
        self.metadata = metadata
    }

    /// The SHA-256 of the dump in hex digits.
    var hash: String { SHA256.hash(data: bytes).hex }

    /// The most bytes that a dump may have.
    public static let maximumBytes = 256 << 20

    /// The most bytes that a file with a dump as numbers may have.
    static let maximumFileBytes = 1 << 30

    /// Tells by its first bytes whether a file is a pickle, or JSON that may hold one.
    ///
    /// - Returns: False also where the file cannot be read.
    package static func isPickle(at path: String) -> Bool {
        guard let file = try? BoundedFile(path, maximumBytes: .max),
            let beginning = try? file.read(0..<min(file.size, 64))
        else { return false }
        return isPickle(beginning) || isJSON(beginning)
    }

    /// Tells by its name whether a file is to be written as a pickle.
    package static func isPickle(name: String) -> Bool { name.hasSuffix(".pkl") }

    /// True for what begins as a pickle of the protocols 2 to 5 does.
    static func isPickle(_ bytes: some Sequence<UInt8>) -> Bool {
        let beginning = Array(bytes.prefix(2))
        return beginning.count == 2 && beginning[0] == 0x80 && (2...5).contains(beginning[1])
    }

    private static func isJSON(_ bytes: some Sequence<UInt8>) -> Bool {
        let first = bytes.first { !SessionBytesScanner.isSpace($0) }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}

extension SessionPickle {
    /// Reads a pickle from bytes that may be anything.
    ///
    /// They are the dump itself, or JSON: `session_bytes` as an array of numbers and `session_metadata`, or that array
    /// alone.
    /// - Parameters:
    ///   - content: The bytes.
    ///   - metadata: The JSON of the metadata, where it came apart from the dump; what the bytes hold goes before it.
    /// - Throws: ``ClocheError`` with the code `invalidSessionPickle`.
    public init(parsing content: Data, metadata: Data? = nil) throws(ClocheError) {
        let beside = try metadata.map { data throws(ClocheError) in try PickleMetadata(parsing: data) }
        if Self.isPickle(content) {
            guard content.count <= Self.maximumBytes else { throw .tooLargePickle(content.count) }
            self.init(bytes: content, metadata: beside ?? PickleMetadata())
            return
        }
        guard Self.isJSON(content) else {
            throw .invalidSessionPickle("it is neither a pickle nor JSON with session_bytes")
        }
        let found = try SessionBytesScanner.scan(content, maximumBytes: Self.maximumBytes)
        guard Self.isPickle(found.bytes) else {
            throw .invalidSessionPickle("its session_bytes are no pickle of protocol 2 to 5")
        }
        let within = try found.metadata.map { data throws(ClocheError) in try PickleMetadata(parsing: data) }
        self.init(bytes: Data(found.bytes), metadata: within ?? beside ?? PickleMetadata())
    }
}
