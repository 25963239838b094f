/// The row below the cell in which a search of the history is typed.
struct SearchRow: Equatable, Sendable {
    /// The row.
    let row: Layout.Row
    /// The column of the cursor in it.
    let cursorColumn: Int

    /// Lays out `search: query  2 of 17`.
    ///
    /// A query that is longer than the window is cut at its start, so that the cursor is seen.
    ///
    /// - Parameters:
    ///   - query: what is looked for.
    ///   - cursor: the number of characters of the query before the cursor.
    ///   - match: the number of the match that is shown, from 1; nil when there is none.
    ///   - count: the number of matches.
    ///   - columns: the width of the window.
    ///   - theme: how styles look.
    init(_ query: String, cursor: Int, match: Int?, of count: Int, columns: Int, theme: Theme = .none) {
        let limit = max(columns - 1, 1)
        let label = match == nil && !query.isEmpty ? "not found: " : "search: "
        var row = Layout.Row()
        row.append(label, parameters: theme.parameters(for: .detail), limit: max(limit / 2, 1))
        let characters = Array(query)
        let cursor = min(max(cursor, 0), characters.count)
        var start = 0
        // The cursor needs a column of its own.
        while start < cursor, row.width + CharacterWidth.of(characters[start..<cursor]) > limit - 1 { start += 1 }
        if start > 0, row.width < limit - 1 {
            row.append("…", parameters: theme.parameters(for: .detail), width: 1)
            while start < cursor, row.width + CharacterWidth.of(characters[start..<cursor]) > limit - 1 { start += 1 }
        }
        cursorColumn = min(row.width + CharacterWidth.of(characters[start..<cursor]), limit)
        row.append(characters[start...], limit: limit)
        let status = match.map { "  \($0) of \(count)" } ?? ""
        if row.width + status.utf8.count <= limit {
            row.append(status, parameters: theme.parameters(for: .detail), width: status.utf8.count)
        }
        self.row = row
    }
}
