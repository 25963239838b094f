/// An incremental search backwards through whole cells.
struct HistorySearch: Sendable {
    private let cells: [String]
    /// What is looked for.
    private(set) var pattern = ""
    /// The index of the cell that was found last.
    private(set) var found: Int?
    /// Whether nothing older holds the pattern.
    private(set) var hasFailed = false

    /// Starts a search without a pattern.
    init(cells: [String]) {
        self.cells = cells
    }

    /// The cell that was found last.
    var cell: String? { found.map { cells[$0] } }
    /// What is shown below the cell.
    var prompt: String { (hasFailed ? "failed search: " : "search: ") + pattern }

    /// Adds to the pattern; the cell shown stays when it holds that too.
    mutating func append(_ scalar: Unicode.Scalar) {
        pattern.unicodeScalars.append(scalar)
        search(below: found.map { $0 + 1 } ?? cells.count)
    }

    /// Takes the last character off the pattern and searches from the newest cell.
    mutating func removeLast() {
        guard !pattern.isEmpty else { return }
        pattern.removeLast()
        hasFailed = false
        guard !pattern.isEmpty else { return found = nil }
        search(below: cells.count)
    }

    /// Finds the next older cell.
    mutating func searchOlder() {
        guard !pattern.isEmpty else { return }
        search(below: found ?? cells.count)
    }

    private mutating func search(below end: Int) {
        let match = cells[..<end].lastIndex { $0.contains(pattern) }
        hasFailed = match == nil
        found = match ?? found
    }
}
