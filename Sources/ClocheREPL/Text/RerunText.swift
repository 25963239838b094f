package import Cloche

/// What is said about the cells of a session file that run again.
package enum RerunText {
    /// Says what has run.
    package static func summary(_ report: RerunReport) -> String {
        let others = report.ran - report.same
        let same = others == 0 ? "as before" : "\(report.same) as before, \(others) otherwise"
        let left = report.left == 0 ? "" : "; \(count(report.left)) did not run"
        return "\(count(report.ran)) ran again and ended \(same)\(left)"
    }

    /// Says how a cell ended, now and then, in one line for a script's log.
    package static func line(_ cell: RerunCell) -> String {
        let now = StatusText.word(cell.result.status)
        let then = cell.isSame ? "as before" : "before: " + StatusText.word(cell.recorded.status)
        let error = cell.result.error.map { ": " + errorText($0) } ?? ""
        return "cell \(cell.result.cell): \(now) (\(then))\(cell.isSame ? "" : error)"
    }

    /// An exception in one line.
    static func errorText(_ error: PythonError) -> String {
        PlainText.oneLine(error.message.isEmpty ? error.name : "\(error.name): \(error.message)")
    }

    private static func count(_ cells: Int) -> String { cells == 1 ? "1 cell" : "\(cells) cells" }
}
