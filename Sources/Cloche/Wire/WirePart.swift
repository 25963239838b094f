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
        /// The index of a package's pack, which lies in the session's site folder.
        case package
    }

    /// What the piece is.
    var kind: Kind

    /// Which one it is: for a file, a name that no other content ever gets; for a package, the SHA-256 of its archive in 64
    /// hexadecimal digits; for the others, anything short.
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
        try Self.require(id.isPartID && (kind != .file || !id.isEmpty), "the part's id is malformed", decoder)
        try Self.require(kind != .package || id.utf8.count == 64, "the package's id is no SHA-256", decoder)
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
    /// True for at most 80 ASCII letters, digits, dots, colons, underscores and hyphens.
    var isPartID: Bool {
        utf8.count <= 80
            && utf8.allSatisfy { byte in
                switch UnicodeScalar(byte) {
                case "a"..."z", "A"..."Z", "0"..."9", ".", ":", "_", "-": true
                default: false
                }
            }
    }
}
