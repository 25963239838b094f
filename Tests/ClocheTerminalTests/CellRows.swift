@testable import ClocheTerminal

/// The rows that a text takes in a window, laid out in the plainest way, to compare the editor with.
struct CellRows {
    /// The rows, without spaces at their ends.
    var rows: [String] { all.map { Self.trimmed($0) } }
    /// The row of the cursor.
    private(set) var cursorRow = 0
    /// What stands in that row before the cursor.
    private(set) var beforeCursor = ""
    private var all: [String] = []
    private var width = 0
    private let limit: Int

    /// Lays a text out, with the cursor behind some scalars; the last column of the window stays free.
    init(_ text: String, cursor: Int, prompt: String, continuation: String, columns: Int) {
        limit = max(columns - 1, 1)
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        var start = 0
        for (number, line) in lines.enumerated() {
            all.append("")
            width = 0
            let lead = number == 0 ? prompt : continuation.count > limit / 2 ? "" : continuation
            for character in lead { add(character) }
            for character in String(line) {
                let end = start + character.unicodeScalars.count
                if cursor >= start, cursor < end { mark(before: character) }
                add(character)
                start = end
            }
            if cursor == start { mark(before: nil) }
            start += 1
        }
    }

    private mutating func mark(before character: Character?) {
        let isOnNextRow = character.map { width + min(CharacterWidth.of($0), limit) > limit } ?? false
        cursorRow = isOnNextRow ? all.count : all.count - 1
        beforeCursor = isOnNextRow ? "" : all[all.count - 1]
    }

    private mutating func add(_ character: Character) {
        let visible = Layout.Row.visible(character)
        let columns = CharacterWidth.of(character)
        guard columns <= limit else {
            if width > 0, visible.utf8.count == columns { begin() }
            for part in visible.utf8.count == columns ? visible : "?" { put(String(part), columns: 1) }
            return
        }
        put(visible, columns: columns)
    }

    private mutating func put(_ text: String, columns: Int) {
        if width + columns > limit { begin() }
        all[all.count - 1] += text
        width += columns
    }

    private mutating func begin() {
        all.append("")
        width = 0
    }

    /// A row as a screen tells it.
    static func trimmed(_ row: String) -> String {
        String(row[..<(row.lastIndex { $0 != " " }.map { row.index(after: $0) } ?? row.startIndex)])
    }
}
