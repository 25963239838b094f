/// The candidates of a completion as rows below the cell.
enum CompletionMenu {
    private static let gap = 2

    /// Lays candidates out in columns, read downwards.
    ///
    /// - Parameters:
    ///   - candidates: what to show.
    ///   - columns: the width of the window.
    ///   - maximumRows: how many rows to use; the last one tells how many candidates are left out.
    /// - Returns: the rows, none without candidates.
    static func rows(_ candidates: [String], columns: Int, maximumRows: Int) -> [Layout.Row] {
        guard !candidates.isEmpty, maximumRows > 0 else { return [] }
        let limit = max(columns - 1, 1)
        let width = min((candidates.map { Layout.width(of: $0) }.max() ?? 1) + gap, limit)
        let perRow = max(limit / width, 1)
        let needed = (candidates.count + perRow - 1) / perRow
        let rowCount = needed > maximumRows ? max(maximumRows - 1, 1) : needed
        let shown = candidates.prefix(rowCount * perRow)
        var rows = (0..<rowCount).map { row in
            line(stride(from: row, to: shown.count, by: rowCount).map { candidates[$0] }, width: width, limit: limit)
        }
        let left = candidates.count - shown.count
        if left > 0, rows.count < maximumRows { rows.append(clipped("and \(left) more", to: limit)) }
        return rows
    }

    private static func line(_ candidates: [String], width: Int, limit: Int) -> Layout.Row {
        var row = Layout.Row()
        for candidate in candidates {
            let padding = row.width == 0 ? 0 : (width - row.width % width) % width
            let piece = clipped(candidate, to: limit - row.width - padding)
            row.text += String(repeating: " ", count: padding) + piece.text
            row.width += padding + piece.width
        }
        return row
    }

    private static func clipped(_ text: String, to limit: Int) -> Layout.Row {
        var row = Layout.Row()
        for character in text {
            let width = CharacterWidth.of(character)
            guard row.width + width <= limit else { break }
            row.text.append(character)
            row.width += width
        }
        return row
    }
}
