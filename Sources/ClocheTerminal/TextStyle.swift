/// How a character of a cell is shown.
package enum TextStyle: Sendable, Equatable {
    case plain, keyword, string, number, comment, definition

    /// The parameters of the SGR sequence that begins it; nil for the terminal's own colour.
    var parameters: String? {
        switch self {
        case .plain: nil
        case .keyword: "1;34"
        case .string: "32"
        case .number: "35"
        case .comment: "2"
        case .definition: "1"
        }
    }
}
