/// How a string literal was opened.
struct PythonString: Equatable, Sendable {
    /// The character of its quotes.
    let quote: UInt8
    /// Whether three quotes enclose it, so that it may go over lines.
    let isTriple: Bool
    /// Whether it is an f-string or a t-string, which hold replacement fields.
    let isFormatted: Bool
    /// Whether a backslash stands for itself; it keeps a quote from closing the string all the same.
    let isRaw: Bool

    /// The letters that may stand before the quotes, in lower case.
    static let prefixes: Set = ["", "r", "u", "b", "br", "rb", "f", "fr", "rf", "t", "tr", "rt"]
}
