/// How a read from the user ended.
package enum LineResult: Sendable, Equatable {
    /// A submitted cell, or the answer to a question, without the final newline.
    case cell(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty line, or the end of the input.
    case endOfFile
}
