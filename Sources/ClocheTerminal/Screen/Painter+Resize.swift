extension Painter {
    /// Whether a terminal wraps rows that have become too wide, by what the environment says about it.
    ///
    /// - Parameter variable: gives the value of an environment variable. xterm sets `XTERM_VERSION`; GNU screen sets `STY`,
    ///   which a tmux inside of it passes on beside its own `TMUX`.
    /// - Returns: false for the terminals known to cut rows off.
    static func rewraps(_ variable: (String) -> String?) -> Bool {
        if variable("TMUX") != nil { return true }
        return variable("STY") == nil && variable("XTERM_VERSION") == nil && variable("TERM") != "linux"
    }

    /// Takes what is shown off the screen when the window is another one than it was painted for.
    ///
    /// Terminals wrap rows that have become too wide, so the cell may begin further up than where it was painted, and what
    /// has left the window at its top comes down again. Only the last size counts, however many there were since the last
    /// paint: a row that was wrapped and joined again is the same row.
    mutating func adapt(to new: WindowSize) -> String {
        guard let old = size, old != new else {
            size = new
            return ""
        }
        guard rewraps else { return cutOff(for: new) }
        var above = gone
        var row: [Int] = []
        var column = cursorColumn
        for (index, shown) in shown.prefix(cursorRow + 1).enumerated() {
            row = shown.widths
            if index == 0, isCut, let first = above.popLast() {
                row = first + row
                if cursorRow == 0 { column += first.reduce(0, +) }
            }
            if index < cursorRow { above.append(row) }
        }
        let inRow = RowWrap.row(of: column, in: row, columns: new.columns)
        let up = above.reduce(inRow) { $0 + RowWrap.rows(of: $1, columns: new.columns) }
        forget()
        keep(above + [row], lost: up - (new.rows - 1), columns: new.columns)
        size = new
        return Self.erased(up: min(up, new.rows - 1))
    }

    /// Keeps what has left the window: the cursor is in its last row at most, so what is further up cannot be seen.
    private mutating func keep(_ rows: [[Int]], lost: Int, columns: Int) {
        var rest = lost
        for row in rows where rest > 0 {
            let parts = RowWrap.parts(of: row, columns: columns)
            gone.append(parts.prefix(rest).flatMap(\.self))
            isCut = parts.count > rest
            rest -= parts.count
        }
    }

    /// The rows stand where they were; those at the top have left a window that became too low for the cursor.
    private mutating func cutOff(for new: WindowSize) -> String {
        let up = min(cursorRow, new.rows - 1)
        forget()
        size = new
        return Self.erased(up: up)
    }
}
