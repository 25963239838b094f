/// The way through the history while one cell is edited, along the cells that begin with what was typed.
struct HistoryNavigation: Sendable {
    private let cells: [String]
    /// What the cells on the way begin with.
    let prefix: String
    private var index: Int
    /// What became of the cells that were left; beyond the last cell, the draft.
    private var edited: [Int: String] = [:]

    /// Starts below the last cell.
    ///
    /// - Parameters:
    ///   - cells: all cells, the oldest first.
    ///   - prefix: what the cells on the way begin with; all cells begin with an empty one.
    init(cells: [String], prefix: String = "") {
        self.cells = cells
        self.prefix = prefix
        index = cells.count
    }

    /// The next older cell on the way, or nil when there is none; the text that is left comes back with its cell.
    mutating func previous(leaving text: String) -> String? {
        var target = index - 1
        while target >= 0, !isOnWay(target, leaving: text) { target -= 1 }
        guard target >= 0 else { return nil }
        return go(to: target, leaving: text)
    }

    /// The next newer cell on the way, at last the draft, or nil when that is shown already.
    ///
    /// The text that is left comes back with its cell, where it is given.
    mutating func next(leaving text: String? = nil) -> String? {
        guard index < cells.count else { return nil }
        var target = index + 1
        while target < cells.count, !isOnWay(target, leaving: text) { target += 1 }
        return go(to: target, leaving: text)
    }

    private mutating func go(to target: Int, leaving text: String?) -> String? {
        if let text { edited[index] = index < cells.count && text == cells[index] ? nil : text }
        index = target
        return edited[target] ?? cells[target]
    }

    /// Whether a cell is a stop: one that would change nothing on the screen is not.
    private func isOnWay(_ target: Int, leaving text: String?) -> Bool {
        let cell = cells[target]
        guard prefix.isEmpty || cell.utf8.starts(with: prefix.utf8) else { return false }
        return (edited[target] ?? cell) != text
    }
}
