/// The spaces before a cell, which keep it out of the history and are not for Python.
enum CellIndentation {
    /// Returns a cell without the spaces of its first line, which go from the other lines too where all of them have as
    /// many; empty lines do not count.
    static func removed(from cell: String) -> String {
        let width = cell.utf8.prefix { $0 == UInt8(ascii: " ") }.count
        guard width > 0 else { return cell }
        let indentation = String(repeating: " ", count: width)
        let lines = cell.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.allSatisfy({ $0.hasPrefix(indentation) || $0.allSatisfy { $0 == " " } }) else {
            return String(cell.dropFirst(width))
        }
        return lines.map { $0.dropFirst(min(width, $0.count)) }.joined(separator: "\n")
    }
}
