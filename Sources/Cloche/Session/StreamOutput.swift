/// A piece of what a cell wrote to one of its streams.
///
/// Untrusted: it may hold control sequences, so show it through a sanitiser.
public struct StreamOutput: Sendable, Equatable {
    /// Exactly what the cell wrote, which may be anything, and may end inside a character.
    public var bytes: [UInt8]

    /// What is complete now of the stream's text; what is not UTF-8 is U+FFFD.
    ///
    /// It is empty while a character is not complete, and comes without bytes where the cell left one incomplete. The
    /// texts of all pieces in their order are the stream's text.
    public var text: String

    /// Makes a piece of its bytes and of the text that they completed.
    public init(bytes: [UInt8], text: String) {
        self.bytes = bytes
        self.text = text
    }

    /// Makes a piece of whole characters.
    public init(_ text: String) {
        self.init(bytes: Array(text.utf8), text: text)
    }
}

extension StreamOutput: ExpressibleByStringInterpolation {
    /// Makes a piece of whole characters.
    public init(stringLiteral text: String) {
        self.init(text)
    }
}
