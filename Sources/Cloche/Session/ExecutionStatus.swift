/// How a cell ended.
public enum ExecutionStatus: String, Sendable, Codable, CaseIterable {
    /// The cell ran to its end.
    case ok
    /// The cell raised an exception, which is in ``ExecutionResult/error``.
    case error
    /// The user stopped the cell.
    case interrupted
    /// The cell ran longer than its timeout and was stopped.
    case timedOut
    /// The sandbox ended while the cell ran.
    case died
}
