/// The candidates of a completion as rows below the cell: in columns, read downwards, what each is beside its name.
///
/// When there are more than the rows can hold, they are divided into pages; the page with the selected one is shown, and
/// the last row tells which it is.
struct CompletionMenu {
    private static let gap = 2

    private let candidates: [Completion]
    private let selected: Int?
    private let limit: Int
    private let theme: Theme
    /// The columns of a name, and of what it is.
    private let labelWidth: Int
    private let detailWidth: Int
    private let perRow: Int
    /// How many rows of candidates a page has: what stands beside a candidate comes that much later.
    let rowCount: Int
    /// How many candidates a page has.
    private let pageSize: Int
    private let hasStatus: Bool

    /// Lays out a menu.
    ///
    /// - Parameters:
    ///   - candidates: what to show.
    ///   - selected: the index of the chosen candidate, which is marked.
    ///   - columns: the width of the window.
    ///   - maximumRows: how many rows to use.
    ///   - theme: how styles look.
    init(
        _ candidates: [Completion],
        selected: Int? = nil,
        columns: Int,
        maximumRows: Int,
        theme: Theme = .none
    ) {
        self.candidates = candidates
        self.selected = selected.flatMap { candidates.indices.contains($0) ? $0 : nil }
        self.theme = theme
        limit = max(columns - 1, 1)
        let widestLabel = max(candidates.map { CharacterWidth.of($0.label) }.max() ?? 1, 1)
        let widestDetail = candidates.map { CharacterWidth.of($0.detail) }.max() ?? 0
        // Long names leave the details some room, but not less than half of the row to themselves.
        let reserved = widestDetail > 0 ? Self.gap + widestDetail : 0
        labelWidth = min(widestLabel, max(limit - reserved, limit / 2, 1))
        detailWidth = limit - labelWidth > Self.gap + 2 ? min(widestDetail, limit - labelWidth - Self.gap) : 0
        let width = labelWidth + (detailWidth > 0 ? Self.gap + detailWidth : 0)
        let fitting = max((limit + Self.gap) / (width + Self.gap), 1)
        // A few stand one in each row: a list reads best.
        let isList = widestDetail > 0 && candidates.count <= maximumRows
        perRow = isList ? 1 : fitting
        let needed = (candidates.count + perRow - 1) / perRow
        rowCount = needed > maximumRows ? max(maximumRows - 1, min(maximumRows, 1)) : needed
        pageSize = max(rowCount * perRow, 1)
        hasStatus = rowCount < needed && maximumRows > 1
    }

    /// The rows; none without candidates.
    var rows: [Layout.Row] {
        guard !candidates.isEmpty, rowCount > 0 else { return [] }
        let start = (selected ?? 0) / pageSize * pageSize
        let range = start..<min(start + pageSize, candidates.count)
        let rows = (0..<min(rowCount, range.count)).map { row($0, of: range) }
        return hasStatus ? rows + [status(range)] : rows
    }

    private func row(_ number: Int, of range: Range<Int>) -> Layout.Row {
        var row = Layout.Row()
        let indices = stride(from: range.lowerBound + number, to: range.upperBound, by: rowCount)
        let width = labelWidth + (detailWidth > 0 ? Self.gap + detailWidth : 0) + Self.gap
        for (column, index) in indices.enumerated() {
            let start = column * width
            row.pad(to: start)
            let parameters = index == selected ? theme.parameters(for: .selected) : ""
            row.append(candidates[index].label, parameters: parameters, limit: min(start + labelWidth, limit))
            guard detailWidth > 0, !candidates[index].detail.isEmpty else { continue }
            row.pad(to: start + labelWidth + Self.gap)
            row.append(candidates[index].detail, parameters: theme.parameters(for: .detail), limit: limit)
        }
        return row
    }

    /// Such as `1-24 of 310`.
    private func status(_ range: Range<Int>) -> Layout.Row {
        let text = "\(range.lowerBound + 1)-\(range.upperBound) of \(candidates.count)"
        var row = Layout.Row()
        row.append(text, parameters: theme.parameters(for: .detail), limit: limit)
        return row
    }
}
