/// One parameter of a callable; untrusted.
public struct CallParameter: Sendable, Equatable, Codable {
    /// How a parameter takes arguments, as Python's `inspect` tells it.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// By place only.
        case positionalOnly
        /// By place or by name.
        case positionalOrKeyword
        /// `*args`: all further ones by place.
        case variadicPositional
        /// By name only.
        case keywordOnly
        /// `**kwargs`: all further ones by name.
        case variadicKeyword
    }

    /// The name, without stars.
    public var name: String

    /// The parameter as it is shown, such as `sep=' '` or `*args`.
    public var text: String

    /// How it takes arguments.
    public var kind: Kind

    /// Makes a parameter of its parts.
    public init(name: String, text: String, kind: Kind = .positionalOrKeyword) {
        self.name = name
        self.text = text
        self.kind = kind
    }
}
