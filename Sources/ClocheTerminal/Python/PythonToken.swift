/// One word of a line of Python source, for what an editor needs to know of it.
struct PythonToken: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        case name, number, comment, operatorSign, comma, colon, semicolon, dot
        /// A string, or the part of one between replacement fields.
        case string
        /// A conversion or a format specification in a replacement field.
        case stringField
        case opening, closing
        /// The braces of a replacement field.
        case fieldOpening, fieldClosing
        /// A closing bracket that closes nothing.
        case unmatched
        /// The name of a meta-command with its colon.
        case metaCommand
        case other
    }

    let kind: Kind
    /// How many brackets, strings and fields it stands in; a bracket stands where its partner does.
    let depth: Int
    /// Where it stands in its line, in scalars.
    let range: Range<Int>

    /// Whether it opens or closes a level, as a bracket or a field does.
    var isOpening: Bool { kind == .opening || kind == .fieldOpening }
    var isClosing: Bool { kind == .closing || kind == .fieldClosing }
}
