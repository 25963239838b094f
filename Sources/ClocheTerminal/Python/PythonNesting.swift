/// What is open at a place in Python source.
enum PythonNesting: Equatable, Sendable {
    /// A bracket, by the character that opened it.
    case bracket(UInt8)
    case string(PythonString)
    /// The expression of a replacement field.
    case field
    /// What follows the colon in a replacement field.
    case format
    /// A meta-command, which nothing ends; at first its name is still to be read.
    case metaCommand(isNamed: Bool)

    /// How deep source may be nested: CPython takes 200 brackets (`MAXLEVEL` in its tokenizer).
    static let maximumDepth = 200

    /// The string that this is; nil for anything else.
    var string: PythonString? {
        if case .string(let string) = self { string } else { nil }
    }
}
