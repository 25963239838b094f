import Cloche
import ClocheTerminal

/// The table that `:history` shows.
enum HistoryTable {
    /// A cell is shown with at least as many columns.
    private static let narrowestCell = 8
    /// Where there are fewer columns, the time is left out.
    private static let narrowestWithTime = 36

    /// Returns a line for each entry, cut to a width: how many cells back, when, the first line of the cell, and in
    /// brackets what is not seen there.
    static func lines(
        _ entries: [(back: Int, entry: HistoryEntry)],
        now: Int,
        width: Int,
        palette: Palette,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> [String] {
        let rows = entries.map { back, entry in
            let time = entry.time.map { HistoryTime.describe($0, now: now, offset: offset) }
            return (number: "-\(back)", time: time ?? "", entry)
        }
        let numberWidth = rows.map(\.number.count).max() ?? 0
        let timeWidth = width < narrowestWithTime ? 0 : rows.map(\.time.count).max() ?? 0
        return rows.map { number, time, entry in
            let start = padded(number, numberWidth) + "  " + (timeWidth > 0 ? padded(time, timeWidth) + "  " : "")
            let end = remarks(entry).first { width - start.count - $0.count >= narrowestCell } ?? ""
            let room = max(narrowestCell, width - start.count - end.count)
            let text = TextWidth.cut(firstLine(entry.cell), to: room)
            return palette.dim(start) + text + (isGood(entry) ? palette.dim(end) : palette.error(end))
        }
    }

    private static func firstLine(_ cell: String) -> String {
        PlainText.oneLine(String(cell.prefix { $0 != "\n" && $0 != "\r\n" }))
    }

    /// What is said in brackets where there is room, and what is said where there is less.
    private static func remarks(_ entry: HistoryEntry) -> [String] {
        let count = entry.cell.utf8.count { $0 == UInt8(ascii: "\n") }
        let more = count > 0 ? "+\(count) line\(count == 1 ? "" : "s")" : nil
        let all = [more, ending(entry)].compactMap { $0 }
        return [all.joined(separator: ", "), ending(entry) ?? ""].map { $0.isEmpty ? "" : " (\($0))" }
    }

    /// How a cell ended, where that was not well.
    private static func ending(_ entry: HistoryEntry) -> String? {
        guard let outcome = entry.outcome else { return entry.session == nil ? nil : "no end" }
        switch ExecutionStatus(rawValue: outcome) {
        case .ok: return nil
        case .error: return "error"
        case .interrupted: return "interrupted"
        case .timedOut: return "too long"
        case .died: return "died"
        case nil: return outcome == "command" ? nil : PlainText.oneLine(outcome)
        }
    }

    private static func isGood(_ entry: HistoryEntry) -> Bool { ending(entry) == nil }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: width - text.count) + text
    }
}
