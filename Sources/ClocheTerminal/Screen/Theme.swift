/// How the styles look on a terminal: the parameters of SGR sequences (ECMA-48, 8.3.117).
///
/// The colours read on dark and on light grounds. Those of the 256-colour cube have a contrast (WCAG 2.2, 1.4.3) of at least
/// 3 against black and white; of the first 16, whose shades every terminal chooses for itself, only red and magenta come
/// near that everywhere.
package enum Theme: Sendable, Equatable {
    /// No colours; bold, underlined and dim text only outside of cells.
    case none
    /// The first 8 or 16 colours.
    case basic
    /// The cube of 256 colours.
    case extended

    /// Chooses by what the environment says about a terminal.
    ///
    /// - Parameters:
    ///   - terminal: the value of `TERM`.
    ///   - colorTerminal: the value of `COLORTERM`; set by terminals of 256 colours and more.
    package init(terminal: String?, colorTerminal: String?) {
        let terminal = terminal ?? ""
        let names = ["256color", "direct", "kitty", "alacritty", "ghostty", "foot", "wezterm"]
        let isExtended = !(colorTerminal ?? "").isEmpty || names.contains { terminal.contains($0) }
        self = isExtended ? .extended : .basic
    }

    /// The parameters of the sequence that begins a style; empty for the terminal's own.
    func parameters(for style: TextStyle) -> String {
        switch self {
        case .none: Self.withoutColor(style)
        case .basic: Self.basic(style)
        case .extended: Self.extended(style)
        }
    }

    private static func withoutColor(_ style: TextStyle) -> String {
        switch style {
        case .found, .selected, .parameter: "7"
        case .suggestion, .detail: "2"
        default: ""
        }
    }

    private static func basic(_ style: TextStyle) -> String {
        switch style {
        case .plain, .builtin, .stringField, .operatorSign: ""
        case .keyword, .definition, .metaCommand: "1"
        case .string: "31"
        case .number, .decorator: "35"
        case .comment, .suggestion, .detail: "2"
        case .unmatched: "7;31"
        case .matched, .parameter: "1;4"
        case .found, .selected: "7"
        }
    }

    private static func extended(_ style: TextStyle) -> String {
        switch style {
        case .plain: ""
        case .keyword: "38;5;63"
        case .builtin: "38;5;31"
        case .string: "38;5;28"
        case .stringField, .decorator: "38;5;130"
        case .number: "38;5;133"
        case .comment: "38;5;66"
        case .operatorSign: "38;5;95"
        case .definition, .metaCommand: "1"
        case .unmatched: "1;4;38;5;160"
        case .matched, .parameter: "1;4"
        case .suggestion, .detail: "38;5;243"
        case .found, .selected: "7"
        }
    }
}
