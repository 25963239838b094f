/// A piece of a checkpoint as the wire names it; its bytes follow in chunks.
struct WirePart: Equatable, Sendable {
    /// What a piece is.
    enum Kind: String, Sendable, Codable, CaseIterable {
        /// What JavaScript holds for the heap: references, libraries, descriptors, timers.
        case references
        /// Memory pages: against the baseline image in the first heap part, against the part before it in each other.
        case heap
        /// The content of one file.
        case file
    }

    /// What the piece is.
    var kind: Kind

    /// Which one it is: the SHA-256 in hex for a file, any short name for the others.
    var id: String

    /// Its size in bytes.
    var length: Int

    /// The size of what it unpacks to, in bytes; only the list in a `checkpoint` message has it.
    var rawLength: Int?
}

extension WirePart: Codable {
    private enum Field: String, CodingKey { case kind, id, length, rawLength }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Field.self)
        kind = try fields.decode(Kind.self, forKey: .kind)
        id = try fields.decode(String.self, forKey: .id)
        length = try fields.decode(Int.self, forKey: .length)
        rawLength = try fields.decodeIfPresent(Int.self, forKey: .rawLength)
        try Self.require(kind != .file || id.isFileID, "'\(id)' is no SHA-256", decoder)
        try Self.require(id.utf8.count <= 64, "the part's id is longer than 64 bytes", decoder)
        try Self.require(length >= 0 && rawLength ?? 0 >= 0, "a length is negative", decoder)
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Field.self)
        try fields.encode(kind, forKey: .kind)
        try fields.encode(id, forKey: .id)
        try fields.encode(length, forKey: .length)
        try fields.encodeIfPresent(rawLength, forKey: .rawLength)
    }

    private static func require(_ condition: Bool, _ problem: String, _ decoder: any Decoder) throws {
        guard condition else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
        }
    }
}

extension String {
    /// True for a SHA-256 in lower-case hex digits.
    var isFileID: Bool {
        utf8.count == 64 && utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
