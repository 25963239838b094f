/// How a character of a cell is shown.
package enum TextStyle: Sendable, Equatable {
    case plain, keyword, builtin, string, stringField, number, comment, operatorSign, decorator, definition
    /// The name of a meta-command.
    case metaCommand
    /// A bracket that closes none, or is of another kind than the one it closes.
    case unmatched
    /// The bracket at the cursor, and the one that belongs to it.
    case matched
    /// What the history suggests behind the cursor.
    case suggestion

    /// The parameters of the SGR sequence that begins it; nil for the terminal's own colour.
    var parameters: String? {
        switch self {
        case .plain: nil
        case .keyword: "1;34"
        case .string: "32"
        case .number: "35"
        case .comment: "2"
        case .definition, .metaCommand: "1"
        case .builtin: "36"
        case .stringField, .operatorSign: nil
        case .decorator: "33"
        case .unmatched: "1;31"
        case .matched: "1;4"
        case .suggestion: "2"
        }
    }
}
