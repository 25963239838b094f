import Cloche
import ClocheTerminal

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The tree that `:checkpoints` shows.
enum CheckpointTable {
    /// A cell is shown with at least as many columns.
    private static let narrowestCell = 8
    /// Where there are fewer columns, sizes are left out and times are shorter.
    private static let narrowestWithSize = 60

    /// Lays checkpoints out: time, size, number, the first line of the cell, and what is to be said about it.
    ///
    /// - Parameters:
    ///   - checkpoints: The checkpoints, sorted by number.
    ///   - position: The number of the one that the session is at.
    ///   - cells: The session's cells.
    ///   - now: Milliseconds since 1970.
    ///   - width: The width in character cells.
    ///   - palette: The colours.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    /// - Returns: A line for each checkpoint, cut to the width.
    static func lines(
        _ checkpoints: [CheckpointInfo],
        position: Int,
        cells: [CellRecord],
        now: Int = AuditTime.now,
        width: Int,
        palette: Palette,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> [String] {
        let rows = CheckpointTree(checkpoints, position: position).rows
        let sources = Dictionary(cells.map { ($0.number, $0.source) }) { $1 }
        let isWide = width >= narrowestWithSize
        let heads = heads(rows.map(\.info), isWide: isWide, now: now, offset)
        let numberWidth = rows.map { "\($0.info.number)".count }.max() ?? 0
        return zip(rows, heads).map { row, head in
            let tree = shortened(row.lines, to: width / 3) + padded("\(row.info.number)", numberWidth)
            let start = head.count + tree.count + 2
            let remarks = remarks(row, isHere: row.info.number == position, sources)
            let text = row.info.number == 0 ? "start" : FirstLine.of(sources[row.info.number] ?? "")
            let needed = min(narrowestCell, TextWidth.of(text))
            let end = remarks.first { width - start - TextWidth.of($0) >= needed } ?? remarks.last ?? ""
            let cut = TextWidth.cut(text, to: max(narrowestCell, width - start - TextWidth.of(end)))
            let isHere = row.info.number == position
            let body = tree + "  " + cut + end
            return palette.dim(head) + (isHere ? palette.strong(body) : row.isPast ? body : palette.dim(body))
        }
    }

    /// The columns before the tree: time and size.
    private static func heads(
        _ infos: [CheckpointInfo],
        isWide: Bool,
        now: Int,
        _ offset: (Int) -> Int
    ) -> [String] {
        let times = infos.map { info in
            let milliseconds = Int((info.taken.timeIntervalSince1970 * 1000).rounded(.down))
            return isWide
                ? ClockText.describe(milliseconds, now: now, offset: offset)
                : HistoryTime.describe(milliseconds / 1000, now: now / 1000, offset: offset)
        }
        let sizes = infos.map { isWide && $0.number > 0 ? ByteText.describe($0.bytes) : "" }
        let timeWidth = times.map(\.count).max() ?? 0
        let sizeWidth = sizes.map(\.count).max() ?? 0
        return zip(times, sizes).map { time, size in
            padded(time, timeWidth) + "  " + (sizeWidth > 0 ? padded(size, sizeWidth) + "  " : "")
        }
    }

    /// What is said in brackets, from the longest to the shortest.
    private static func remarks(_ row: CheckpointTree.Row, isHere: Bool, _ sources: [Int: String]) -> [String] {
        let info = row.info
        let state = isHere ? ["here"] : row.isPast ? [] : ["undone"]
        let name = info.branch.map { ["branch " + PlainText.oneLine($0)] } ?? []
        let covers = info.cells.count > 1 ? info.cells.first.map { ["covers \($0) to \(info.number)"] } ?? [] : []
        let lines = sources[info.number].flatMap(FirstLine.rest).map { [$0] } ?? []
        let lost = info.lost.isEmpty ? [] : ["without " + info.lost.map(PlainText.oneLine).joined(separator: ", ")]
        // Where there is no room for both, a name says more than what the lines of the tree show too.
        let shortest = isHere || name.isEmpty ? state : name
        let choices = [lines + covers + lost, covers + lost, covers, []].map { $0 + state + name } + [shortest]
        return choices.map { $0.isEmpty ? "" : " (\($0.joined(separator: ", ")))" }
    }

    /// Lines of a tree that is too deep for the window: the innermost ones.
    private static func shortened(_ lines: String, to width: Int) -> String {
        lines.count <= width ? lines : "…" + lines.suffix(max(0, width - 1))
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
