/// A cell of a session file that ran again: how it ended then, and how it ended now.
public struct RerunCell: Sendable {
    /// What the file has of the cell.
    public var recorded: CellRecord

    /// How the cell ended now.
    public var result: ExecutionResult

    /// True where the cell ended as it did then.
    public var isSame: Bool { result.status == recorded.status }

    /// Makes a cell of its parts.
    public init(recorded: CellRecord, result: ExecutionResult) {
        self.recorded = recorded
        self.result = result
    }
}
