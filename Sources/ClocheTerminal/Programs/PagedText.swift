/// A text as the rows of a window, with its SGR sequences.
struct PagedText: Sendable, Equatable {
    /// One row of the window.
    struct Row: Sendable, Equatable {
        /// What is written, with the styles that hold in it.
        var painted = ""
        /// What is seen.
        var plain = ""
        /// The line of the text that it belongs to.
        var line: Int
    }

    /// The rows, at least one.
    private(set) var rows: [Row] = []
    /// The lines as they are seen, however long.
    private(set) var lines: [String] = []

    private static let tab = 8
    private static let reset = "\u{1B}[0m"

    /// Breaks a text into rows of at most so many columns.
    init(_ text: String, columns: Int) {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if lines.count > 1, lines.last?.isEmpty == true { lines.removeLast() }
        // The styles in force, as sequences.
        var style = ""
        for (number, line) in lines.enumerated() {
            self.lines.append(add(line, number, columns: max(columns, 2), &style))
        }
    }

    private mutating func add(_ line: Substring, _ number: Int, columns: Int, _ style: inout String) -> String {
        var row = Row(painted: style, line: number)
        var width = 0
        var seen = ""
        var rest = line
        while let character = rest.first {
            if let sequence = Self.style(at: rest) {
                rest = rest[sequence.endIndex...]
                row.painted += sequence
                style = ["\u{1B}[m", Self.reset].contains(String(sequence)) ? "" : style + sequence
                continue
            }
            rest.removeFirst()
            // A tab goes on in the next row.
            let shown = character == "\t" ? Array(repeating: " ", count: Self.tab - width % Self.tab) : [character]
            for character in shown where character.unicodeScalars.first?.isControl == false {
                if width + CharacterWidth.of(character) > columns {
                    rows.append(Self.ended(row))
                    row = Row(painted: style, line: number)
                    width = 0
                }
                row.painted.append(character)
                row.plain.append(character)
                seen.append(character)
                width += CharacterWidth.of(character)
            }
        }
        rows.append(Self.ended(row))
        return seen
    }

    private static func ended(_ row: Row) -> Row {
        var row = row
        if row.painted.contains("\u{1B}") { row.painted += reset }
        return row
    }

    /// The SGR sequence that a text begins with.
    private static func style(at text: Substring) -> Substring? {
        guard text.first == "\u{1B}", text.dropFirst().first == "[" else { return nil }
        let end = text.dropFirst(2).firstIndex { !("0"..."9").contains($0) && $0 != ";" && $0 != ":" }
        guard let end, text[end] == "m" else { return nil }
        return text[...end]
    }
}
