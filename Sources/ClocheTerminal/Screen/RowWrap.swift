/// How a terminal divides a row that has become too wide for its window; a row is given as the widths of its characters.
enum RowWrap {
    /// The parts of a row, at least one.
    static func parts(of row: [Int], columns: Int) -> [[Int]] {
        var parts: [[Int]] = [[]]
        var used = 0
        for width in row {
            if used + width > max(columns, 1), used > 0 {
                parts.append([])
                used = 0
            }
            parts[parts.count - 1].append(width)
            used += width
        }
        return parts
    }

    /// The number of parts.
    static func rows(of row: [Int], columns: Int) -> Int {
        parts(of: row, columns: columns).count
    }

    /// The part that a column is in; one behind the last character is in the part of that.
    static func row(of column: Int, in row: [Int], columns: Int) -> Int {
        var left = column
        let parts = parts(of: row, columns: columns)
        for (index, part) in parts.enumerated() {
            let width = part.reduce(0, +)
            if left < width || index == parts.count - 1 { return index }
            left -= width
        }
        return 0
    }
}
