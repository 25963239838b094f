/// The cells of a file that are run when a session begins.
///
/// A line that begins with `# %%` divides cells, as editors for Python have it.
package struct StartupCells: Sendable, Equatable {
    /// The cells that hold anything, in order, without the lines that divide them.
    package let cells: [String]

    /// Divides the text of a file.
    package init(_ text: String) {
        var cells: [[Substring]] = [[]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.hasPrefix("# %%") { cells.append([]) } else { cells[cells.count - 1].append(line) }
        }
        self.cells = cells.compactMap { lines in
            let isBlank = lines.allSatisfy { $0.allSatisfy(\.isWhitespace) }
            return isBlank ? nil : Self.withoutBlankEnds(lines).joined(separator: "\n")
        }
    }

    private static func withoutBlankEnds(_ lines: [Substring]) -> [Substring] {
        let start = lines.drop { $0.allSatisfy(\.isWhitespace) }
        let end = start.lastIndex { !$0.allSatisfy(\.isWhitespace) } ?? start.startIndex
        return Array(start[...end])
    }
}
