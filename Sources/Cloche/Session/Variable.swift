/// A variable of the user's namespace.
public struct Variable: Sendable, Equatable, Codable {
    /// The variable's name.
    public var name: String

    /// The name of its type, such as `list`.
    public var type: String

    /// Its `repr`, cut at 200 characters; untrusted.
    public var value: String

    /// Its size in bytes, where that is known.
    public var size: Int?

    /// Sixteen hex digits that are the same where its content is; nil where nobody asked.
    public var digest: String?

    /// Makes a variable of its parts.
    public init(name: String, type: String, value: String, size: Int?, digest: String? = nil) {
        self.name = name
        self.type = type
        self.value = value
        self.size = size
        self.digest = digest
    }
}

extension Variable {
    /// Writes the variable as JSON, with `null` for a size that is not known.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(name, forKey: .name)
        try fields.encode(type, forKey: .type)
        try fields.encode(value, forKey: .value)
        try fields.encode(size, forKey: .size)
        try fields.encodeIfPresent(digest, forKey: .digest)
    }

    private enum CodingKeys: String, CodingKey { case name, type, value, size, digest }
}
