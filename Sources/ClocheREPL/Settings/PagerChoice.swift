/// What shows a text that is longer than the window.
package enum PagerChoice: Sendable, Equatable {
    /// The command in the variable `PAGER`, else the built-in one.
    case automatic
    /// The one that is part of cloche.
    case builtIn
    /// None: the text is printed whole.
    case off
    /// A command for the shell, which reads the text from its standard input.
    case command(String)

    /// Reads a choice; nil for an empty command.
    init?(_ text: String) {
        switch text {
        case "": return nil
        case "auto": self = .automatic
        case "builtin": self = .builtIn
        case "off": self = .off
        default: self = .command(text)
        }
    }

    /// The choice as it is read.
    var text: String {
        switch self {
        case .automatic: "auto"
        case .builtIn: "builtin"
        case .off: "off"
        case .command(let command): command
        }
    }
}
