/// How a character on a `Screen` is shown.
package struct ScreenStyle: Equatable, Sendable {
    /// Whether it is bold.
    package var isBold = false
    /// Whether it is dim.
    package var isDim = false
    /// Whether it is italic.
    package var isItalic = false
    /// Whether it is underlined.
    package var isUnderlined = false
    /// Whether its colours are exchanged.
    package var isReversed = false
    /// The colour, as `31` or `38;5;63`; nil for the terminal's own.
    package var foreground: String?
    /// The colour behind it, as `41` or `48;5;63`; nil for the terminal's own.
    package var background: String?

    /// Makes the terminal's own style.
    package init() {}

    /// Changes it as an SGR sequence with these parameters does.
    mutating func apply(_ parameters: some StringProtocol) {
        var rest = parameters.split(separator: ";", omittingEmptySubsequences: false)[...]
        while let parameter = rest.popFirst() {
            switch Int(parameter) ?? 0 {
            case 0: self = ScreenStyle()
            case 1: isBold = true
            case 2: isDim = true
            case 3: isItalic = true
            case 4: isUnderlined = true
            case 7: isReversed = true
            case 22: (isBold, isDim) = (false, false)
            case 23: isItalic = false
            case 24: isUnderlined = false
            case 27: isReversed = false
            case 38, 48:
                let count = rest.first == "5" ? 2 : 4
                let color = ([parameter] + rest.prefix(count)).joined(separator: ";")
                if parameter == "38" { foreground = color } else { background = color }
                rest = rest.dropFirst(count)
            case 39: foreground = nil
            case 49: background = nil
            case 30...37, 90...97: foreground = String(parameter)
            case 40...47, 100...107: background = String(parameter)
            default: break
            }
        }
    }
}
