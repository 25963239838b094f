/// A cell that has run, with what it showed; docs/journal.md describes every field.
struct CellEntry: Equatable, Sendable, Codable {
    /// The cell's number, source and outcome.
    var cell: CellRecord

    /// The end of what the cell wrote to `sys.stdout`.
    var stdout = ""

    /// The end of what the cell wrote to `sys.stderr`.
    var stderr = ""

    /// The `repr` of its last expression.
    var value: String?

    /// The traceback of the exception that ended it.
    var error: String?

    /// The permissions that it used.
    var used: [Permission] = []
}
