extension Screen {
    /// Changes the size: what no longer fits into a row wraps, or is cut off where `rewraps` is false.
    package mutating func resize(columns new: Int, rows newRows: Int) {
        let isRewrapped = rewraps && !isAlternate
        resize(&page, columns: new, rows: newRows, isRewrapped: isRewrapped)
        if var shell = otherPage {
            resize(&shell, columns: new, rows: newRows, isRewrapped: rewraps)
            otherPage = shell
        }
        columns = new
        rows = newRows
    }

    private func resize(_ page: inout Page, columns new: Int, rows newRows: Int, isRewrapped: Bool) {
        page.isAtEdge = false
        if isRewrapped {
            rewrap(&page, columns: new, rows: newRows)
        } else {
            cut(&page, columns: new, rows: newRows)
        }
    }

    private func rewrap(_ page: inout Page, columns new: Int, rows newRows: Int) {
        let top = page.past.count
        let last = page.grid.lastIndex { !$0.places.isEmpty }.map { max($0, page.row) } ?? page.row
        let all = page.past + page.grid[...last]
        var result: [Row] = []
        var cursor = 0
        var line: [Place] = []
        var cursorInLine: Int?
        for (index, old) in all.enumerated() {
            if index == top + page.row { cursorInLine = line.count + page.column }
            line += old.places
            guard !old.isWrapped || index == all.count - 1 else { continue }
            let wrapped = Self.wrap(line, columns: new)
            if let position = cursorInLine {
                var left = position
                var part = 0
                while part < wrapped.count - 1, left >= wrapped[part].places.count {
                    left -= wrapped[part].places.count
                    part += 1
                }
                cursor = result.count + part
                page.column = min(left, new - 1)
                cursorInLine = nil
            }
            result += wrapped
            line = []
        }
        let start = min(max(result.count - newRows, 0), cursor)
        page.past = Array(result[..<start])
        page.grid = Array(result[start...].prefix(newRows))
        while page.grid.count < newRows { page.grid.append(Row()) }
        page.row = cursor - start
        // The cursor stays in the window, whatever is below it.
        while page.row >= newRows { page.row -= 1 }
    }

    private func cut(_ page: inout Page, columns new: Int, rows newRows: Int) {
        while page.row >= newRows {
            page.past.append(page.grid.removeFirst())
            page.row -= 1
        }
        page.grid = page.grid.prefix(newRows).map { Row(places: Array($0.places.prefix(new))) }
        while page.grid.count < newRows { page.grid.append(Row()) }
        page.column = min(page.column, new - 1)
    }

    private static func wrap(_ places: [Place], columns: Int) -> [Row] {
        guard places.count > columns else { return [Row(places: places)] }
        var rows: [Row] = []
        var rest = places[...]
        while rest.count > columns {
            // A wide character is not cut in two.
            let isCut = columns > 1 && rest[rest.startIndex + columns].text.isEmpty
            let count = isCut ? columns - 1 : columns
            rows.append(Row(places: Array(rest.prefix(count)), isWrapped: true))
            rest = rest.dropFirst(count)
        }
        return rows + [Row(places: Array(rest))]
    }
}
