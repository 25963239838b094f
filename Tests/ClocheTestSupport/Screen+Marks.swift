extension Screen {
    /// The rows as one text, with a mark where the cursor stands.
    package func text(markedBy mark: String) -> String {
        var rows = lines
        let before = text(before: column, row: row)
        let rest = page.grid[row].places.dropFirst(column).map(\.text).joined()
        let end = rest.lastIndex { $0 != " " }.map { rest.index(after: $0) } ?? rest.startIndex
        rows[row] = before + mark + rest[..<end]
        return Self.joined(rows)
    }

    /// What stands in a row before a column, with spaces up to it.
    package func text(before column: Int, row: Int) -> String {
        let places = page.grid[row].places
        let text = places.prefix(column).map(\.text).joined()
        return text + String(repeating: " ", count: max(column - places.count, 0))
    }
}
