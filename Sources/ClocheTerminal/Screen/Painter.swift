/// Knows what it put on the screen, and makes the text that turns that into something else.
///
/// Nothing here writes: each method gives what to send to the terminal, in one piece.
struct Painter: Sendable {
    private static let begin = "\u{1B}[?2026h\u{1B}[?25l"
    private static let end = "\u{1B}[?25h\u{1B}[?2026l"

    /// The rows on the screen, and the cursor among them.
    private var shown: [Layout.Row] = []
    private var cursorRow = 0
    private var cursorColumn = 0
    /// The first row of the layout that is on the screen, when the window is too low for all.
    private var top = 0

    /// Shows a cell, and rows below it.
    ///
    /// - Parameters:
    ///   - layout: the cell.
    ///   - footer: what stands below it; takes at most half of the window.
    ///   - size: the window.
    /// - Returns: what to send.
    mutating func paint(_ layout: Layout, footer: [Layout.Row] = [], size: WindowSize) -> String {
        let footer = footer.prefix(size.rows / 2)
        let height = max(size.rows - footer.count, 1)
        top = max(min(top, layout.cursorRow, layout.rows.count - height), 0, layout.cursorRow - height + 1)
        let rows = layout.rows[top..<min(top + height, layout.rows.count)] + footer
        return Self.begin
            + show(Array(rows), cursorRow: layout.cursorRow - top, cursorColumn: layout.cursorColumn) + Self.end
    }

    /// Shows a whole cell for good, however long, and goes to the line below it.
    mutating func finish(_ layout: Layout) -> String {
        if top > 0 { shown = [] }
        let rows = layout.rows
        let text = show(rows, cursorRow: rows.count - 1, cursorColumn: rows.last?.width ?? 0)
        forget()
        return Self.begin + text + "\r\n" + Self.end
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
        // tmux keeps what is erased from the top left corner in its history, so the first row is erased on its own.
        return Self.up(up) + "\r\u{1B}[K\u{1B}[C\u{1B}[J\r"
    }

    /// Takes the cell off the screen after the window got another width.
    ///
    /// Terminals wrap the rows that have become too wide, so the cell may begin further up than where it was painted.
    mutating func resize(columns: Int) -> String {
        let columns = max(columns, 1)
        var up = cursorColumn / columns
        for row in shown.prefix(cursorRow) { up += max(1, (row.width + columns - 1) / columns) }
        cursorRow = up
        return erase()
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
        top = 0
    }

    private mutating func show(_ rows: [Layout.Row], cursorRow row: Int, cursorColumn column: Int) -> String {
        var text = Self.up(cursorRow) + "\r"
        for (index, row) in rows.enumerated() {
            if index > 0 { text += "\r\n" }
            if index >= shown.count || shown[index] != row { text += row.text + "\u{1B}[K" }
        }
        var end = rows.count - 1
        if shown.count > rows.count {
            text += "\r\n\u{1B}[J"
            end += 1
        }
        text += Self.up(end - row) + "\r"
        if column > 0 { text += "\u{1B}[\(column)C" }
        (shown, cursorRow, cursorColumn) = (rows, row, column)
        return text
    }

    private static func up(_ rows: Int) -> String { rows > 0 ? "\u{1B}[\(rows)A" : "" }
}
