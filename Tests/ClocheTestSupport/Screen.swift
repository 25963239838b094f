/// A small terminal screen: enough of ECMA-48 for what cloche's programs write, with wrapping and rewrapping.
package struct Screen: Sendable {
    /// One place of the screen; its text is empty behind a wide character.
    struct Place {
        var text = " "
        var style = ScreenStyle()
    }

    struct Row {
        var places: [Place] = []
        /// Whether the next row goes on with this one, because the text did not fit.
        var isWrapped = false
    }

    /// What a program draws on: its rows, those above them, the cursor.
    struct Page {
        var grid: [Row]
        var past: [Row] = []
        var row = 0
        var column = 0
        /// The cursor is behind the last column, and the next character wraps.
        var isAtEdge = false
    }

    /// The width.
    package internal(set) var columns: Int
    /// The height.
    package internal(set) var rows: Int
    /// Whether rows that a narrower window has no room for wrap; else they are cut off, as xterm does.
    package let rewraps: Bool
    /// Whether bracketed paste is on.
    package internal(set) var hasBracketedPaste = false
    /// Whether the cursor is shown.
    package internal(set) var isCursorVisible = true
    /// Whether the program is in the middle of a synchronised update (DEC private mode 2026).
    package internal(set) var isSynchronized = false
    /// How many synchronised updates were ended.
    package internal(set) var updates = 0
    /// How many characters were shown outside of a synchronised update.
    package internal(set) var loneCharacters = 0
    /// How often the bell rang.
    package internal(set) var bells = 0
    /// The title that the program gave to the window.
    package internal(set) var title: String?
    var page: Page
    /// The page of the shell while the program draws on the alternate one.
    var otherPage: Page?
    var style = ScreenStyle()
    /// Whether a character behind the last column goes to the next row (DECAWM).
    var wraps = true
    private var pending: [UInt8] = []

    /// Makes an empty screen.
    package init(columns: Int, rows: Int, rewraps: Bool = true) {
        self.columns = columns
        self.rows = rows
        self.rewraps = rewraps
        page = Page(grid: Array(repeating: Row(), count: rows))
    }

    /// The row of the cursor, from 0.
    package var row: Int { page.row }
    /// The column of the cursor, from 0.
    package var column: Int { page.column }
    /// Whether the program draws on the alternate page, which has no rows above it.
    package var isAlternate: Bool { otherPage != nil }

    /// The rows, without spaces at their ends.
    package var lines: [String] { page.grid.map(Self.text) }
    /// The rows as one text, without empty ones at its end.
    package var text: String { Self.joined(lines) }
    /// The rows that have left the screen at its top, and those on it.
    package var transcript: String { Self.joined(scrollback + lines) }
    /// The rows that have left the screen at its top.
    package var scrollback: [String] { page.past.map(Self.text) }

    /// How the character at a place is shown.
    package func style(row: Int, column: Int) -> ScreenStyle {
        let places = page.grid[row].places
        return column < places.count ? places[column].style : ScreenStyle()
    }

    /// The text of all places on the screen that are shown in some way, with a bar between those that are apart.
    package func text(where condition: (ScreenStyle) -> Bool) -> String {
        var runs: [String] = []
        for row in page.grid {
            var isRunning = false
            for place in row.places {
                guard condition(place.style) else {
                    isRunning = false
                    continue
                }
                if isRunning { runs[runs.count - 1] += place.text } else { runs.append(place.text) }
                isRunning = true
            }
        }
        return runs.joined(separator: "|")
    }

    /// Shows what a program wrote.
    package mutating func feed(_ bytes: some Sequence<UInt8>) {
        pending += bytes
        var input = pending[...]
        while let first = input.first {
            guard let length = first == 0x1B ? sequenceLength(input) : scalarLength(input) else { break }
            let piece = String(decoding: input.prefix(length), as: UTF8.self)
            if first == 0x1B { obey(piece) } else { piece.unicodeScalars.forEach { show($0) } }
            input = input.dropFirst(length)
        }
        pending = Array(input)
    }

    private static func text(_ row: Row) -> String {
        let text = row.places.map(\.text).joined()
        return String(text[..<(text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex)])
    }

    static func joined(_ lines: [String]) -> String {
        lines[..<((lines.lastIndex { !$0.isEmpty } ?? -1) + 1)].joined(separator: "\n")
    }
}
