/// Chooses the styles of Python source.
package enum PythonHighlighter {
    /// One style for each character.
    package static func styles(_ characters: [Character]) -> [TextStyle] {
        let scanner = PythonScanner(Array(String(characters).utf8))
        var byteStyles: [(end: Int, style: TextStyle)] = []
        var previous = ""
        for token in scanner.tokens where token.kind != .newline {
            let text = token.kind == .name ? scanner.text(of: token) : ""
            byteStyles.append((token.range.lowerBound, .plain))
            byteStyles.append((token.range.upperBound, style(of: token.kind, text: text, after: previous)))
            previous = text
        }
        return spread(byteStyles, over: characters)
    }

    private static func style(of kind: PythonToken.Kind, text: String, after previous: String) -> TextStyle {
        switch kind {
        case .string: .string
        case .number: .number
        case .comment: .comment
        case .punctuation, .newline: .plain
        case .name where keywords.contains(text): .keyword
        case .name where previous == "def" || previous == "class": .definition
        case .name: .plain
        }
    }

    private static func spread(_ runs: [(end: Int, style: TextStyle)], over characters: [Character]) -> [TextStyle] {
        var runs = runs[...]
        var offset = 0
        return characters.map { character in
            while let run = runs.first, run.end <= offset { runs.removeFirst() }
            offset += character.utf8.count
            return runs.first?.style ?? .plain
        }
    }

    private static let keywords: Set = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
        "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
        "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
    ]
}
