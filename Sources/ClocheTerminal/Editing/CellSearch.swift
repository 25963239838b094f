/// A search through the history while a cell is edited: the query below, the cell that was found in the cell's place.
struct CellSearch: Sendable {
    /// What is looked for, and what was found.
    var history: HistorySearch
    /// The cell that is shown.
    private(set) var preview = PythonSource()
    /// What was typed when the search began, shown until something is found.
    private let draft: CellText
    private var shown: String?

    /// Starts a search.
    init(_ history: HistorySearch, draft: CellText) {
        self.history = history
        self.draft = draft
        preview.update(draft.scalars)
    }

    /// Shows the cell that was found last.
    mutating func show() {
        guard history.cell != shown else { return }
        shown = history.cell
        preview.update(shown.map { Array($0.unicodeScalars) } ?? draft.scalars)
    }

    /// The offset in the preview at which its cursor stands: the first match.
    var cursor: Int { shown == nil ? draft.cursor : history.ranges.first?.lowerBound ?? 0 }

    /// The matches as they are marked in the preview.
    var overlays: [CellLayout.Overlay] {
        history.ranges.compactMap { preview.overlay(at: $0, style: .found) }
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
