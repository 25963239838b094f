/// What a line of Python source takes over from the lines before it.
struct PythonState: Equatable, Sendable {
    /// What is open, the outermost first.
    var nesting: [PythonNesting] = []
    /// Whether the line before ended in a backslash.
    var isJoined = false

    /// Where code begins.
    static let code = PythonState()
    /// Where a meta-command begins.
    static let metaCommand = PythonState(nesting: [.metaCommand(isNamed: false)])

    /// Whether a line that begins so begins a statement.
    var startsStatement: Bool { nesting.isEmpty && !isJoined }

    /// Whether the text that follows belongs to a string, not to code.
    var isInString: Bool {
        switch nesting.last {
        case .string, .format: true
        default: false
        }
    }

    /// The innermost string that is open.
    var string: PythonString? { nesting.last { $0.string != nil }?.string }
}
