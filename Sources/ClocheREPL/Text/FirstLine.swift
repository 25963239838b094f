internal import ClocheTerminal

/// What stands for a cell where there is room for one line.
enum FirstLine {
    /// The first line of a cell.
    static func of(_ cell: String) -> String {
        PlainText.oneLine(String(cell.prefix { $0 != "\n" && $0 != "\r\n" }))
    }

    /// How many lines of a cell its first line does not show, such as `+2 lines`; nil for none.
    static func rest(of cell: String) -> String? {
        let count = cell.utf8.count { $0 == UInt8(ascii: "\n") }
        return count > 0 ? "+\(count) line\(count == 1 ? "" : "s")" : nil
    }

    /// The first line, and how many there are beside it, in a number of columns.
    static func of(_ cell: String, columns: Int) -> String {
        let end = rest(of: cell).map { " (\($0))" } ?? ""
        let line = of(cell)
        guard TextWidth.of(line) + end.count > columns else { return line + end }
        let room = columns - end.count
        return room < 12 ? TextWidth.cut(line, to: max(1, columns)) : TextWidth.cut(line, to: room) + end
    }
}
