/// The candidates of a completion as rows below the cell.
struct CompletionMenu {
    private static let gap = 2

    private let candidates: [Completion]
    private let selected: Int?
    private let limit: Int
    private let theme: Theme

    /// Lays candidates out in columns, read downwards.
    ///
    /// A few candidates stand one in each row with their details, many in several columns without them. When there are more
    /// than the rows can hold, they are divided into pages; the page with the selected one is shown, and the last row tells
    /// which it is.
    ///
    /// - Parameters:
    ///   - candidates: what to show.
    ///   - selected: the index of the chosen candidate, which is marked.
    ///   - columns: the width of the window.
    ///   - maximumRows: how many rows to use.
    ///   - theme: how styles look.
    /// - Returns: the rows, none without candidates.
    static func rows(
        _ candidates: [Completion],
        selected: Int? = nil,
        columns: Int,
        maximumRows: Int,
        theme: Theme = .none
    ) -> [Layout.Row] {
        guard !candidates.isEmpty, maximumRows > 0 else { return [] }
        let menu = CompletionMenu(
            candidates: candidates,
            selected: selected.flatMap { candidates.indices.contains($0) ? $0 : nil },
            limit: max(columns - 1, 1),
            theme: theme
        )
        let hasDetails = candidates.contains { !$0.detail.isEmpty }
        if hasDetails, candidates.count <= maximumRows { return menu.detailed() }
        return menu.grid(maximumRows: maximumRows)
    }

    /// One candidate in each row, with its detail.
    private func detailed() -> [Layout.Row] {
        let widest = labelWidth(candidates[...])
        let detailWidth = candidates.map { CharacterWidth.of($0.detail) }.max() ?? 0
        // Long names leave the details some room, but not less than half of the row to themselves.
        let column = min(widest, max(limit - Self.gap - detailWidth, limit / 2, 1))
        return candidates.indices.map { index in
            var row = Layout.Row()
            append(index, to: &row, limit: column)
            guard !candidates[index].detail.isEmpty, limit - column > Self.gap + 2 else { return row }
            row.pad(to: column + Self.gap)
            row.append(candidates[index].detail, parameters: theme.parameters(for: .detail), limit: limit)
            return row
        }
    }

    /// Several candidates in each row, and a row that tells what is left out.
    private func grid(maximumRows: Int) -> [Layout.Row] {
        let width = min(labelWidth(candidates[...]) + Self.gap, limit + Self.gap)
        let perRow = max((limit + Self.gap) / width, 1)
        let needed = (candidates.count + perRow - 1) / perRow
        guard needed > maximumRows else { return page(candidates.indices, rowCount: needed, width: width) }
        let rowCount = max(maximumRows - 1, 1)
        let size = rowCount * perRow
        let start = (selected ?? 0) / size * size
        let range = start..<min(start + size, candidates.count)
        let rows = page(range, rowCount: rowCount, width: width)
        return maximumRows > 1 ? rows + [status(range)] : rows
    }

    private func page(_ range: Range<Int>, rowCount: Int, width: Int) -> [Layout.Row] {
        (0..<min(rowCount, range.count)).map { number in
            var row = Layout.Row()
            for (column, index) in stride(from: range.lowerBound + number, to: range.upperBound, by: rowCount)
                .enumerated()
            {
                row.pad(to: column * width)
                append(index, to: &row, limit: limit)
            }
            return row
        }
    }

    /// Such as `1-24 of 310`, and the detail of the selected candidate.
    private func status(_ range: Range<Int>) -> Layout.Row {
        var text = "\(range.lowerBound + 1)-\(range.upperBound) of \(candidates.count)"
        if let selected, !candidates[selected].detail.isEmpty { text += "  " + candidates[selected].detail }
        var row = Layout.Row()
        row.append(text, parameters: theme.parameters(for: .detail), limit: limit)
        return row
    }

    private func append(_ index: Int, to row: inout Layout.Row, limit: Int) {
        let parameters = index == selected ? theme.parameters(for: .selected) : ""
        row.append(candidates[index].label, parameters: parameters, limit: limit)
    }

    private func labelWidth(_ candidates: ArraySlice<Completion>) -> Int {
        max(candidates.map { CharacterWidth.of($0.label) }.max() ?? 1, 1)
    }
}
