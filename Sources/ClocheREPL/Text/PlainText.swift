/// Text from a cell or a file that is shown inside cloche's own lines, where not even colours may change anything.
package enum PlainText {
    /// Returns the text on one line: white space as single spaces, control and direction characters spelled out.
    static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).map { visible(String($0)) }.joined(separator: " ")
    }

    /// Returns the beginning of a text's first line, as ``oneLine(_:)`` does; what follows is not even looked at.
    ///
    /// - Parameters:
    ///   - text: The text, which may be as long as a file.
    ///   - maximum: The most Unicode scalars that are shown.
    /// - Returns: What is shown.
    static func beginning(of text: String, maximum: Int = 200) -> String {
        let line = text.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }.prefix(maximum + 1)
        let shown = oneLine(String(String.UnicodeScalarView(line.prefix(maximum))))
        return line.count > maximum ? shown + "…" : shown
    }

    /// Whether a character is nothing but itself: no control character, and none for the direction of text.
    static func isPlain(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            // A joiner makes one emoji of several.
            case .format: scalar == "\u{200D}"
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
    }

    /// Whether a text is what it looks like, in one line.
    static func isPlain(_ text: String) -> Bool { text.allSatisfy(isPlain) }

    /// Returns a line with its white space as spaces, control and direction characters spelled out.
    package static func line(_ text: some StringProtocol) -> String {
        visible(String(text.map { $0.isWhitespace ? " " : $0 }))
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

    /// A text without the white space around it.
    static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...end]
    }
}
