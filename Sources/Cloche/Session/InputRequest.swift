/// A line that a cell asks the user for.
public struct InputRequest: Sendable, Equatable {
    /// The text to show before the answer; untrusted.
    public var prompt: String

    /// True where the answer should not be shown while it is typed, as `getpass` wants it.
    public var hidden: Bool

    /// Makes a request of its parts.
    public init(prompt: String, hidden: Bool) {
        self.prompt = prompt
        self.hidden = hidden
    }
}
