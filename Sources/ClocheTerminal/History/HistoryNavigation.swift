/// The way through the history while one cell is edited.
struct HistoryNavigation: Sendable {
    private let cells: [String]
    private var index: Int
    /// What was being written when the way began.
    private var draft = ""

    /// Starts below the last cell.
    init(cells: [String]) {
        self.cells = cells
        index = cells.count
    }

    /// The cell before, or nil at the oldest; the text of the first call is kept as the draft.
    mutating func previous(leaving text: String) -> String? {
        guard index > 0 else { return nil }
        if index == cells.count { draft = text }
        index -= 1
        return cells[index]
    }

    /// The cell after, at last the draft, or nil when that is shown already.
    mutating func next() -> String? {
        guard index < cells.count else { return nil }
        index += 1
        return index == cells.count ? draft : cells[index]
    }

    /// Goes on from a cell that was found by its index.
    mutating func jump(to found: Int, leaving text: String) {
        if index == cells.count { draft = text }
        index = found
    }
}
