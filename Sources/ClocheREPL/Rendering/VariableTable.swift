import Cloche

/// The table that `:vars` shows.
enum VariableTable {
    /// Names and types longer than this push their row's columns to the right.
    private static let widestColumn = 20

    /// Returns a line for each variable, cut to a width: name, type, size, value.
    static func lines(_ variables: [Variable], width: Int, palette: Palette) -> [String] {
        let cells = variables.map { variable in
            (
                PlainText.oneLine(variable.name), PlainText.oneLine(variable.type),
                variable.size.map(ByteText.describe) ?? "", PlainText.oneLine(variable.value)
            )
        }
        let nameWidth = columnWidth(cells.map(\.0))
        let typeWidth = columnWidth(cells.map(\.1))
        let sizeWidth = cells.map(\.2.count).max() ?? 0
        return cells.map { name, type, size, value in
            let padding = String(repeating: " ", count: sizeWidth - size.count)
            let described = pad(type, typeWidth) + "  " + padding + size + "  "
            let used = pad(name, nameWidth).count + 2 + described.count
            return palette.strong(pad(name, nameWidth)) + "  " + palette.dim(described)
                + cut(value, to: max(8, width - used))
        }
    }

    private static func columnWidth(_ texts: [String]) -> Int {
        min(widestColumn, texts.map(\.count).max() ?? 0)
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func cut(_ text: String, to width: Int) -> String {
        text.count <= width ? text : text.prefix(width - 1) + "…"
    }
}
