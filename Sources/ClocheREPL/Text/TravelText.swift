import Cloche
import ClocheTerminal

/// What is said when a session has gone back or forward in time.
enum TravelText {
    /// More cells than this are not all listed.
    private static let mostCells = 10
    /// More names of a kind than this are counted.
    private static let mostNames = 8

    /// Says which cells were undone and redone, where the session is now, what undo does not cover, and what is gone.
    ///
    /// - Parameters:
    ///   - travel: The way.
    ///   - cells: The session's cells.
    ///   - width: The width in character cells.
    /// - Returns: The lines.
    static func lines(_ travel: Travel, _ cells: [CellRecord], width: Int) -> [String] {
        guard travel.from != travel.to else {
            return wrap("nothing changes: the session is as it was \(place(travel.to)) already", width)
        }
        var state = "the session is as it was \(place(travel.to))"
        if !travel.undone.isEmpty { state += "; ':goto \(travel.from)' takes this back" }
        return list("undone", travel.undone, cells, width) + list("redone", travel.redone, cells, width)
            + wrap(state, width) + outside(travel.wentOut, width) + lost(travel.lost, width)
    }

    /// A state in words: `after cell 3`, or `at its start`.
    static func place(_ number: Int) -> String {
        number == 0 ? "at its start" : "after cell \(number)"
    }

    /// Says what undo does not cover, with what cells touched of it.
    static func outside(_ permissions: [Permission], _ width: Int) -> [String] {
        let rows = [PermissionKind.write, .net, .run, .ffi].compactMap { kind -> (term: String, meaning: String)? in
            let items = permissions.filter { $0.kind == kind }.map { PlainText.oneLine($0.item ?? "all") }
            return items.isEmpty ? nil : (term(kind), names(items))
        }
        guard !rows.isEmpty else { return [] }
        return wrap("not undone, since it is outside of the sandbox:", width) + TwoColumns.lay(rows, width: width)
    }

    /// Says what did not come back.
    static func lost(_ lost: [String], _ width: Int) -> [String] {
        lost.isEmpty ? [] : wrap("did not survive: " + names(lost.map(PlainText.oneLine)), width)
    }

    private static func list(_ word: String, _ numbers: [Int], _ cells: [CellRecord], _ width: Int) -> [String] {
        let sources = Dictionary(cells.map { ($0.number, $0.source) }) { $1 }
        let shown = numbers.suffix(mostCells).map { number in
            let start = "  \(word)  [\(number)]  "
            return start + FirstLine.of(sources[number] ?? "", columns: max(8, width - 1 - start.count))
        }
        let hidden = numbers.count - shown.count
        return hidden > 0 ? ["  \(word)  \(hidden) earlier cells"] + shown : shown
    }

    private static func names(_ names: [String]) -> String {
        let shown = names.prefix(mostNames).joined(separator: ", ")
        return names.count > mostNames ? "\(shown) and \(names.count - mostNames) more" : shown
    }

    private static func term(_ kind: PermissionKind) -> String {
        switch kind {
        case .write: "files"
        case .net: "hosts"
        case .run: "commands"
        case .ffi: "libraries"
        case .read, .env: kind.rawValue
        }
    }

    private static func wrap(_ text: String, _ width: Int) -> [String] {
        TextWrap.wrap(text, width: width - 1)
    }
}
