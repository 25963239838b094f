/// A short notice below the cell.
enum MessageRow {
    /// Lays out the first line of a text, clipped to the window.
    static func row(_ text: String, columns: Int, theme: Theme = .none) -> Layout.Row {
        var row = Layout.Row()
        let line = text.prefix { !$0.isNewline }
        let clipped = line.endIndex < text.endIndex ? line + "…" : line
        row.append(clipped, parameters: theme.parameters(for: .detail), limit: max(columns - 1, 1))
        return row
    }
}
