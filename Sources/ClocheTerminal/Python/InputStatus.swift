/// What the text of a cell is, when the user presses Enter at its end.
package enum InputStatus: Sendable, Equatable {
    /// It can run.
    case complete
    /// It needs more lines.
    case incomplete
    /// It can never run, whatever follows.
    case invalid
}
