internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What stands in front of a record's body: two lengths, the header and a hash; docs/journal.md describes each byte.
struct JournalHead: Equatable, Sendable {
    /// What stands at the beginning of every journal; the byte before the last one is the version of the format.
    static let magic: [UInt8] = Array("CLOJRN\u{01}\n".utf8)

    /// The size of the two lengths.
    static let prefixLength = 4 + 8

    /// The size of the hash.
    static let hashLength = 32

    /// What the first record's hash goes on from.
    static let firstHash = [UInt8](repeating: 0, count: hashLength)

    /// The longest header, in bytes.
    static let maximumHeader = 16 << 20

    /// The longest body, in bytes: a whole heap, with room for what compression adds.
    static let maximumBody = (4 << 30) + (64 << 20)

    /// What the record says.
    var record: JournalRecord

    /// The SHA-256 of its body, 64 hex digits; nil where it has none.
    var sha256: String?

    /// The lengths and the header as bytes.
    ///
    /// - Throws: ``ClocheError`` with the code `journalNotWritten` where the header would be too long.
    func encode(for path: String) throws(ClocheError) -> [UInt8] {
        guard let header = try? JSONEncoder.manifest.encode(self) else {
            throw .journalNotWritten(path, "a record cannot be written as JSON")
        }
        guard header.count <= Self.maximumHeader else {
            throw .journalNotWritten(path, "a record is \(header.count) bytes, maximum is \(Self.maximumHeader)")
        }
        let body = record.bodyLength ?? 0
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.prefixLength + header.count + Self.hashLength)
        bytes.append(littleEndian: UInt32(header.count))
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: body))
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: body >> 32))
        return bytes + header
    }

    /// Reads a header; nil for one that does not say what its lengths say.
    init?(header: some Collection<UInt8>, bodyLength: Int) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let head = try? decoder.decode(Self.self, from: Data(header)) else { return nil }
        guard head.record.bodyLength ?? 0 == bodyLength else { return nil }
        guard (head.sha256 == nil) == (head.record.bodyLength == nil) else { return nil }
        self = head
    }

    /// Makes a head of its parts.
    init(_ record: JournalRecord, sha256: String? = nil) {
        self.record = record
        self.sha256 = sha256
    }

    /// The two lengths that bytes begin with; nil where there are too few bytes.
    static func lengths(_ bytes: [UInt8]) -> (header: Int, body: Int)? {
        guard let header = bytes.littleEndian(at: 0), let low = bytes.littleEndian(at: 4),
            let high = bytes.littleEndian(at: 8)
        else { return nil }
        return (Int(header), Int(truncatingIfNeeded: UInt64(high) << 32 | UInt64(low)))
    }

    /// The hash that stands behind lengths and a header, which it chains to the record before.
    static func hash(_ bytes: some DataProtocol, after previous: [UInt8]) -> [UInt8] {
        var hasher = SHA256()
        hasher.update(data: previous)
        hasher.update(data: bytes)
        return [UInt8](hasher.finalize())
    }
}

extension JournalHead: Codable {
    private enum Field: String, CodingKey { case sha256 }

    init(from decoder: any Decoder) throws {
        record = try JournalRecord(from: decoder)
        sha256 = try decoder.container(keyedBy: Field.self).decodeIfPresent(String.self, forKey: .sha256)
    }

    func encode(to encoder: any Encoder) throws {
        try record.encode(to: encoder)
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encodeIfPresent(sha256, forKey: .sha256)
    }
}
