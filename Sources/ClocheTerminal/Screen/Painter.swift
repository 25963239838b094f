/// Knows what it put on the screen, and makes the text that turns that into something else.
///
/// Nothing here writes: each method gives what to send to the terminal, in one piece, which is empty when nothing changed.
struct Painter: Sendable {
    /// DEC private mode 2026: the terminal shows what comes between the two at once.
    private static let begin = "\u{1B}[?2026h\u{1B}[?25l"
    private static let end = "\u{1B}[?25h\u{1B}[?2026l"

    /// The rows on the screen, and the cursor among them.
    var shown: [Layout.Row] = []
    var cursorRow = 0
    var cursorColumn = 0
    /// What of the cell has left the window at its top and stands right above it: the widths of the characters of each row.
    ///
    /// It cannot be erased there, but comes back into the window when that grows.
    var gone: [[Int]] = []
    /// Whether the last of those goes on in the first row shown, since the window's top was in the middle of a row.
    var isCut = false
    /// The window for which they were painted; nil when nothing is.
    var size: WindowSize?
    /// Whether the terminal wraps rows that a narrower window has no room for, and joins them in a wider one.
    let rewraps: Bool
    /// The first row of the layout that is on the screen, when the window is too low for all.
    private(set) var top = 0

    /// Starts with the cursor on an empty row.
    ///
    /// - Parameter rewraps: what the terminal does with rows when its width changes: most wrap them, while xterm and GNU
    ///   screen cut them off.
    init(rewraps: Bool = true) {
        self.rewraps = rewraps
    }

    /// Shows a cell, and rows below it.
    ///
    /// - Parameters:
    ///   - layout: the cell.
    ///   - footer: what stands below it; takes at most half of the window.
    ///   - footerCursor: where the cursor stands in the footer, when it is there and not in the cell.
    ///   - size: the window; when it is another one than before, what is shown is erased first.
    /// - Returns: what to send.
    mutating func paint(
        _ layout: Layout,
        footer: [Layout.Row] = [],
        footerCursor: (row: Int, column: Int)? = nil,
        size: WindowSize
    ) -> String {
        let erased = adapt(to: size)
        let footer = footer.prefix(size.rows / 2)
        let height = max(size.rows - footer.count, 1)
        top = max(min(top, layout.cursorRow, layout.rows.count - height), 0, layout.cursorRow - height + 1)
        let cell = layout.rows[top..<min(top + height, layout.rows.count)]
        var (row, column) = (layout.cursorRow - top, layout.cursorColumn)
        if let footerCursor, footerCursor.row < footer.count {
            (row, column) = (cell.count + footerCursor.row, footerCursor.column)
        }
        return Self.framed(erased + write(cell + footer), move(to: row, column, from: cursorColumn))
    }

    /// Shows a whole cell for good, however long, and goes to the line below it.
    mutating func finish(_ layout: Layout, size: WindowSize? = nil) -> String {
        var erased = size.map { adapt(to: $0) } ?? ""
        // What has scrolled inside the window is written anew from its first row on.
        if top > 0 { erased += erase() }
        let text = write(layout.rows[...])
        let down = move(to: layout.rows.count - 1, 0, from: cursorColumn)
        forget()
        return Self.begin + erased + text + down + "\r\n" + Self.end
    }

    /// Goes to the line below the cell and leaves it there.
    mutating func leave() -> String {
        let down = shown.count - 1 - cursorRow
        forget()
        return (down > 0 ? "\u{1B}[\(down)B" : "") + "\r\n"
    }

    /// Takes the cell off the screen; the cursor is where it began.
    mutating func erase() -> String {
        let up = cursorRow
        forget()
        return Self.erased(up: up)
    }

    /// Clears the screen; the cell begins at its top.
    mutating func clear() -> String {
        forget()
        return "\u{1B}[H\u{1B}[2J"
    }

    /// Takes the cursor's row as empty and as the start of the cell.
    mutating func forget() {
        shown = []
        cursorRow = 0
        cursorColumn = 0
        gone = []
        isCut = false
        top = 0
        size = nil
    }

    /// What goes up some rows and erases from there on.
    static func erased(up: Int) -> String {
        // tmux keeps what is erased from the top left corner in its history, so the first row is erased on its own.
        (up > 0 ? "\u{1B}[\(up)A" : "") + "\r\u{1B}[K\u{1B}[C\u{1B}[J\r"
    }

    private static func framed(_ text: String, _ cursor: String) -> String {
        text.isEmpty ? cursor : begin + text + cursor + end
    }

    /// Writes what is not on the screen yet; leaves the cursor's row behind, at a column that is not kept.
    private mutating func write(_ rows: ArraySlice<Layout.Row>) -> String {
        var text = ""
        for (index, row) in rows.enumerated() {
            if index >= max(shown.count, 1) {
                text += vertical(to: index - 1) + "\r\n" + Self.whole(row)
                cursorRow = index
            } else if shown.isEmpty {
                text += "\r" + Self.whole(row)
            } else if shown[index] != row {
                text += vertical(to: index) + "\r" + Self.changed(row, from: shown[index])
            }
        }
        if shown.count > rows.count {
            text += vertical(to: rows.count) + "\r\u{1B}[J"
        }
        shown = Array(rows)
        if !text.isEmpty { cursorColumn = -1 }
        return text
    }

    /// Goes to a row that is on the screen.
    private mutating func vertical(to row: Int) -> String {
        defer { cursorRow = row }
        if row == cursorRow { return "" }
        return row < cursorRow ? "\u{1B}[\(cursorRow - row)A" : "\u{1B}[\(row - cursorRow)B"
    }

    private mutating func move(to row: Int, _ column: Int, from oldColumn: Int) -> String {
        let isThere = row == cursorRow && column == oldColumn
        let text = vertical(to: row)
        cursorColumn = column
        if isThere { return "" }
        guard column > 0 else { return text + "\r" }
        // Where terminals differ in the columns, the text before the cursor says best where it stands.
        return text + "\r" + (shown[row].isSure ? "\u{1B}[\(column)C" : Self.unwrapped(shown[row].text(to: column)))
    }

    private static func whole(_ row: Layout.Row) -> String {
        (row.isSure ? row.text : unwrapped(row.text)) + "\u{1B}[K"
    }

    private static func changed(_ row: Layout.Row, from old: Layout.Row) -> String {
        guard row.isSure, old.isSure else { return whole(row) }
        let place = row.firstDifference(from: old)
        return (place.column > 0 ? "\u{1B}[\(place.column)C" : "") + row.text(from: place) + "\u{1B}[K"
    }

    /// Text that stays in its row in a terminal that gives it more columns (DECAWM).
    private static func unwrapped(_ text: String) -> String { "\u{1B}[?7l" + text + "\u{1B}[?7h" }
}
