package import Cloche
internal import ClocheTerminal

/// The prompt: what is granted, and the number of the cell to come.
package enum PromptText {
    /// More than this share of the line is not spent on what is granted.
    private static let largestShare = 3

    /// Returns the text before a cell's first line and, as wide, the one before its other lines.
    ///
    /// What is granted is shown in full where it takes up at most a third of the line, else as the names of the kinds.
    package static func make(
        _ template: PromptTemplate = .standard,
        cell: Int,
        permissions: PermissionSet,
        columns: Int,
        palette: Palette
    ) -> (first: String, continuation: String) {
        let runs = template.fill(number: cell, permissions: grants(permissions, width: columns / largestShare))
        let first = runs.map { $0.isMark ? palette.dim($0.text) : palette.input($0.text) }.joined()
        let dots = "...: "
        let width = TextWidth.of(runs.map(\.text).joined())
        let continuation = String(repeating: " ", count: max(0, width - dots.count)) + dots
        return (first, palette.dim(continuation))
    }

    private static func grants(_ permissions: PermissionSet, width: Int) -> String {
        let kinds = PermissionKind.allCases.filter { permissions.granted($0) != .none }
        if kinds.isEmpty { return "" }
        let full = PlainText.oneLine(permissions.summary)
        let shown = full.count + 3 <= width ? full : kinds.map(\.rawValue).joined(separator: " ")
        return "[\(shown)]"
    }
}
