package import Cloche
internal import ClocheTerminal

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The table of stored sessions that `:sessions` and `--resume` show.
package enum SessionTable {
    /// Where there are fewer columns, each session takes two lines.
    private static let narrowestRow = 64
    /// A cell is shown with at least as many columns.
    private static let narrowestCell = 8

    /// Lays sessions out: identifier, when it changed last, how many cells, how it ended, the first line of its last cell.
    ///
    /// - Parameters:
    ///   - sessions: The sessions, in order.
    ///   - own: The identifier of the session of this prompt.
    ///   - isNumbered: Whether each has a number to choose it by.
    ///   - now: Milliseconds since 1970.
    ///   - width: The width in character cells.
    ///   - palette: The colours.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    /// - Returns: The lines.
    package static func lines(
        _ sessions: [StoredSession],
        own: String? = nil,
        isNumbered: Bool = false,
        now: Int = AuditTime.now,
        width: Int,
        palette: Palette,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> [String] {
        let numberWidth = isNumbered ? "\(sessions.count)".count + 2 : 0
        let rows = sessions.map { facts($0, own: own, now: now, offset) }
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return sessions.indices.flatMap { index in
            let session = sessions[index]
            let number = isNumbered ? pad("\(index + 1)", numberWidth) : ""
            let columns = zip(rows[index], widths).map { pad($0, $1) }.joined(separator: "  ")
            let head = number + palette.strong(PlainText.oneLine(session.id)) + "  "
            let headWidth = number.count + PlainText.oneLine(session.id).count + 2
            guard width < narrowestRow else {
                let room = width - headWidth - columns.count - 2
                return [head + paint(columns, session, palette) + "  " + last(session, room)]
            }
            let indent = String(repeating: " ", count: max(2, numberWidth))
            let second = rows[index].prefix(2).joined(separator: "  ")
            let room = width - indent.count - second.count - 2
            let state = paint(rows[index][2], session, palette)
            return [head + state, indent + palette.dim(second) + "  " + last(session, room)]
        }
    }

    /// When it changed, how many cells it has, and how it ended.
    private static func facts(_ session: StoredSession, own: String?, now: Int, _ offset: (Int) -> Int) -> [String] {
        let time = Int(session.changed.timeIntervalSince1970.rounded(.down))
        return [
            HistoryTime.describe(time, now: now / 1000, offset: offset),
            "\(session.cells) cell\(session.cells == 1 ? "" : "s")",
            state(session, own: own),
        ]
    }

    private static func state(_ session: StoredSession, own: String?) -> String {
        if session.id == own { return "this one" }
        switch session.state {
        case .live: return "open"
        case .interrupted: return session.flaw == nil ? "cut off" : "damaged"
        case .ended: return session.flaw == nil ? "ended" : "damaged"
        }
    }

    private static func paint(_ text: String, _ session: StoredSession, _ palette: Palette) -> String {
        session.state == .interrupted ? palette.error(text) : palette.dim(text)
    }

    /// The cell that ran when the session ended, else its last one.
    private static func last(_ session: StoredSession, _ room: Int) -> String {
        let source = session.running?.source ?? session.lastSource ?? ""
        return FirstLine.of(source, columns: max(narrowestCell, room))
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
