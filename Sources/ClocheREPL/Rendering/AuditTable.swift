package import Cloche
internal import ClocheTerminal

/// The table that `:audit` and `cloche audit` show.
package enum AuditTable {
    /// Where there are fewer columns, the time is left out.
    private static let narrowestWithTime = 48
    /// What happened is shown with at least as many columns.
    private static let narrowestTarget = 12

    /// Lays records out: when, in which cell, what happened and to what.
    ///
    /// - Parameters:
    ///   - records: The records, in order.
    ///   - now: Milliseconds since 1970.
    ///   - showsSessions: Whether a line tells each time the session changes.
    ///   - width: The width in character cells; nil to cut nothing.
    ///   - palette: The colours.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    /// - Returns: A line for each record, cut to the width.
    package static func lines(
        _ records: [AuditRecord],
        now: Int,
        showsSessions: Bool = false,
        width: Int?,
        palette: Palette,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> [String] {
        let rows = records.map { record in
            let (what, target) = AuditText.describe(record)
            return (
                record: record, time: ClockText.describe(record.time, now: now, offset: offset),
                cell: record.cell.map { "[\($0)]" } ?? "", what: what, target: target
            )
        }
        let hasTime = width.map { $0 >= narrowestWithTime } ?? true
        let timeWidth = hasTime ? rows.map(\.time.count).max() ?? 0 : 0
        let cellWidth = rows.map(\.cell.count).max() ?? 0
        let whatWidth = min(12, rows.map(\.what.count).max() ?? 0)
        var session: String?
        return rows.flatMap { record, time, cell, what, target in
            let columns = [(time, timeWidth), (cell, cellWidth)].filter { $0.1 > 0 }
            let start = columns.map { padded($0.0, $0.1) + "  " }.joined()
            let middle = what + String(repeating: " ", count: max(0, whatWidth - what.count)) + "  "
            let room = width.map { max(narrowestTarget, $0 - start.count - TextWidth.of(middle)) }
            let shown = room.map { cut(target, of: record, to: $0) } ?? target
            let isBad = AuditText.isBad(record)
            let line = palette.dim(start) + (isBad ? palette.error(middle) : palette.strong(middle)) + shown
            defer { session = record.session }
            guard showsSessions, record.session != session else { return [line] }
            return [palette.dim("session \(PlainText.oneLine(String(record.session.prefix(40))))"), line]
        }
    }

    /// Cuts what does not fit: of a path the beginning, of all else the end.
    private static func cut(_ target: String, of record: AuditRecord, to columns: Int) -> String {
        guard record.members["item"] != nil, let slash = target.firstIndex(of: "/") else {
            return TextWidth.cut(target, to: columns)
        }
        let before = target[..<slash]
        var rest = target[slash...]
        guard TextWidth.of(target) > columns else { return target }
        while TextWidth.of(before + "…" + rest) > columns, !rest.isEmpty { rest.removeFirst() }
        return before + "…" + rest
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
