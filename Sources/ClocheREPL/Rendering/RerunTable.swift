import Cloche
import ClocheTerminal

/// The table of cells that run again: how each ended now and then, and its first line.
struct RerunTable {
    /// The terminal's width in character cells.
    let width: Int
    let palette: Palette

    private static let statusWidth = 11

    /// The names of the columns.
    var head: String { palette.dim(row("cell", "now", "then") + "source") }

    /// The lines of a cell; one that ended otherwise than before is marked, and its exception shown.
    func lines(_ cell: RerunCell) -> [String] {
        let now = StatusText.word(cell.result.status)
        let start = row("\(cell.result.cell)", now, StatusText.word(cell.recorded.status))
        let first = TextWidth.cut(PlainText.beginning(of: cell.recorded.source), to: max(8, width - start.count))
        guard !cell.isSame else { return [palette.dim(start) + first] }
        guard let error = cell.result.error else { return [palette.error(start) + first] }
        let text = TextWidth.cut("      " + RerunText.errorText(error), to: max(24, width))
        return [palette.error(start) + first, palette.error(text)]
    }

    private func row(_ cell: String, _ now: String, _ then: String) -> String {
        String(repeating: " ", count: max(0, 4 - cell.count)) + cell + "  " + padded(now) + "  " + padded(then) + "  "
    }

    private func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, Self.statusWidth - text.count))
    }
}
