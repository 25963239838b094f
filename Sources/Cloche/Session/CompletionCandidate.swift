/// One thing that the text before a cursor may become; untrusted.
public struct CompletionCandidate: Sendable, Equatable, Codable {
    /// What is put in.
    public var text: String

    /// What it is, such as `function`, `module`, `keyword`, `path`, `key`, `param` or the name of a value's type; empty
    /// where that is not known.
    public var type: String

    /// Makes a candidate of its parts.
    public init(text: String, type: String = "") {
        self.text = text
        self.type = type
    }
}
