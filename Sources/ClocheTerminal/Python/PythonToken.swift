/// One word of Python source, for what an editor needs to know of it.
struct PythonToken: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case name, number, string, comment, punctuation
        /// The end of a statement's line; none inside brackets.
        case newline
    }

    let kind: Kind
    /// Where it stands, in UTF-8 code units.
    let range: Range<Int>
}
