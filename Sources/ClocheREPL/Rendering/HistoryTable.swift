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
        isUndone: (HistoryEntry) -> Bool = { _ in false },
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
            let remarks = remarks(entry, isUndone: isUndone(entry))
            let end = remarks.first { width - start.count - $0.count >= narrowestCell } ?? ""
            let room = max(narrowestCell, width - start.count - end.count)
            let text = TextWidth.cut(FirstLine.of(entry.cell), to: room)
            return palette.dim(start) + text + (isGood(entry) ? palette.dim(end) : palette.error(end))
        }
    }

    /// What is said in brackets where there is room, and what is said where there is less.
    private static func remarks(_ entry: HistoryEntry, isUndone: Bool) -> [String] {
        let ends = [ending(entry), isUndone ? "undone" : nil].compactMap { $0 }
        let all = [FirstLine.rest(of: entry.cell)].compactMap { $0 } + ends
        return [all, ends].map { $0.isEmpty ? "" : " (\($0.joined(separator: ", ")))" }
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
