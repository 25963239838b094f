/// A cell that was run and what it showed, with names in the place of secrets.
public struct CellTranscriptRecord: Sendable, Equatable {
    /// The longest text that is kept of each kind, in bytes of UTF-8; of a longer one its end.
    static let longestText = 64 << 10

    /// The cell and its outcome.
    public var cell: CellRecord

    /// What it wrote to `sys.stdout`.
    public var stdout: String

    /// What it wrote to `sys.stderr`.
    public var stderr: String

    /// The `repr` of its last expression's value.
    public var value: String?

    /// The traceback of the exception that ended it.
    public var error: String?

    /// Makes a record of its parts.
    public init(
        cell: CellRecord,
        stdout: String = "",
        stderr: String = "",
        value: String? = nil,
        error: String? = nil
    ) {
        self.cell = cell
        self.stdout = stdout
        self.stderr = stderr
        self.value = value
        self.error = error
    }
}
