extension Painter {
    /// Takes the cell off the screen after the window got another width.
    mutating func resize(columns: Int) -> String {
        guard let size else { return erase() }
        return adapt(to: WindowSize(columns: columns, rows: size.rows))
    }

    /// Takes what is shown off the screen when the window is another one than it was painted for.
    ///
    /// Terminals wrap the rows that have become too wide, so the cell may begin further up than where it was painted.
    /// Where that is above the window, what stands there is kept in `gone`: it comes down again when the window grows.
    mutating func adapt(to new: WindowSize) -> String {
        defer { size = new }
        guard let old = size, old != new, !shown.isEmpty else { return "" }
        var above = gone
        above += shown[..<cursorRow]
        let heights = above.map { rewraps ? $0.height(in: new.columns) : 1 }
        let inRow = rewraps ? shown[cursorRow].row(of: cursorColumn, in: new.columns) : 0
        let up = heights.reduce(0, +) + inRow
        // The cursor is on the window's last row at most, so what is further up than that has left it.
        let lost = up - (new.rows - 1)
        var kept: [Layout.Row] = []
        var rest = lost
        for (row, height) in zip(above, heights) where rest > 0 {
            kept.append(row)
            rest -= height
        }
        forget()
        gone = kept
        return Self.erased(up: min(up, new.rows - 1))
    }
}

extension Layout.Row {
    /// How many rows it takes in a window that it may be too wide for.
    func height(in columns: Int) -> Int {
        row(of: width, in: columns) + 1
    }

    /// In which of those rows a column is; one behind the last character is in that one's row.
    func row(of column: Int, in columns: Int) -> Int {
        var row = 0
        var used = 0
        var done = 0
        for width in widths where done < column {
            if used + width > max(columns, 1) { (row, used) = (row + 1, 0) }
            used += width
            done += width
        }
        return row
    }
}
