/// One key press, or what counts as one.
enum Key: Equatable, Sendable {
    /// A character or a control character, for libedit to interpret.
    case scalar(Unicode.Scalar)
    /// The part of an escape sequence behind ESC, such as `[A` for the Up key, `b` for Alt-b.
    case sequence(String)
    /// A bracketed paste, as it came.
    case paste(String)
    /// The end of a paste in which Ctrl-C came; nothing of it is left.
    case stoppedPaste
}
