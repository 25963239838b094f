/// Text from a cell or a file that is shown inside cloche's own lines, where not even colours may change anything.
enum PlainText {
    /// Returns the text on one line: white space as single spaces, control and direction characters spelled out.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).map { visible(String($0)) }.joined(separator: " ")
    }

    private static func visible(_ word: String) -> String {
        var shown = ""
        for scalar in word.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .privateUse, .unassigned: shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
