import Cloche
import ClocheTerminal

/// The table that `:diff` shows.
enum DifferenceTable {
    private struct Row {
        let isAfter: Bool
        let variable: Variable
    }

    /// Returns a line for each variable that went (`-`) or came (`+`), sorted by name; one that changed has both.
    static func lines(_ difference: StateDifference, width: Int, palette: Palette) -> [String] {
        let removed = difference.removed.map { Row(isAfter: false, variable: $0) }
        let added = difference.added.map { Row(isAfter: true, variable: $0) }
        let changed = difference.changed.flatMap {
            [Row(isAfter: false, variable: $0.before), Row(isAfter: true, variable: $0.after)]
        }
        let rows = (removed + added + changed).sorted { left, right in
            (left.variable.name, left.isAfter ? 1 : 0) < (right.variable.name, right.isAfter ? 1 : 0)
        }
        let table = VariableTable.lines(rows.map(\.variable), width: width - 2, palette: palette)
        return zip(rows, table).map { row, line in
            (row.isAfter ? palette.input("+") : palette.error("-")) + " " + line
        }
    }

    /// Says how much differs.
    static func summary(_ difference: StateDifference) -> String {
        let counts = [
            (difference.added.count, "added"), (difference.removed.count, "removed"),
            (difference.changed.count, "changed"),
        ]
        let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        let places = "from \(name(difference.from)) to \(name(difference.to))"
        return parts.isEmpty ? "\(places) no variable differs" : "\(places): " + parts.joined(separator: ", ")
    }

    private static func name(_ number: Int) -> String { number == 0 ? "the start" : "cell \(number)" }
}
