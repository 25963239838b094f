/// A search through the history while a cell is edited: the query below, the cell that was found in the cell's place.
struct CellSearch: Sendable {
    /// The longest line, in scalars, in which matches are marked: finding a place takes longer the longer its line is.
    private static let longestMarked = 10_000

    /// What is looked for, and what was found.
    var history: HistorySearch
    /// The cell that is shown.
    private(set) var preview = PythonSource()
    /// What was typed when the search began, shown until something is found.
    private let draft: CellText
    private var shown: String?
    /// The offset in the preview at which its cursor stands: the first match.
    private(set) var cursor: Int
    /// The matches as they are marked in the preview.
    private(set) var overlays: [CellLayout.Overlay] = []

    /// Starts a search.
    init(_ history: HistorySearch, draft: CellText) {
        self.history = history
        self.draft = draft
        cursor = draft.cursor
        preview.update(draft.scalars)
    }

    /// Shows the cell that was found last, with its matches marked.
    mutating func show() {
        if history.cell != shown {
            shown = history.cell
            preview.update(shown.map { Array($0.unicodeScalars) } ?? draft.scalars)
        }
        let ranges = history.ranges
        cursor = shown == nil ? draft.cursor : ranges.first?.lowerBound ?? 0
        overlays = ranges.compactMap { range in
            let line = preview.lines[preview.lineIndex(at: range.lowerBound)]
            return line.scalarCount <= Self.longestMarked ? preview.overlay(at: range, style: .found) : nil
        }
    }

    /// The row in which the query is typed.
    func row(columns: Int, theme: Theme) -> SearchRow {
        SearchRow(
            history.query,
            cursor: history.cursorCharacter,
            match: history.match,
            of: history.count,
            columns: columns,
            theme: theme
        )
    }
}
