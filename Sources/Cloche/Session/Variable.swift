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

    /// Makes a variable of its parts.
    public init(name: String, type: String, value: String, size: Int?) {
        self.name = name
        self.type = type
        self.value = value
        self.size = size
    }
}
