/// How a cell ended, as the runner reports it.
struct CellOutcome: Equatable, Sendable {
    /// What the runner can tell of an end; a timeout is the host's business.
    enum Status: String, Sendable, Codable, CaseIterable {
        case ok, error, interrupted, died
    }

    /// The cell's number.
    var cell: Int

    /// How the cell ended.
    var status: Status

    /// How long the cell ran.
    var duration: Duration

    /// The size of Python's heap in bytes.
    var memory: Int

    /// The number of bytes that the cell wrote.
    var outputBytes: Int

    /// The number of those bytes that were not passed on.
    var withheldBytes: Int

    /// How many tasks and timers are left for a later cell.
    var pending = 0

    /// The number of bytes that went out over the network since the last outcome.
    var sentBytes: Int

    /// The number of bytes that came in.
    var receivedBytes: Int

    /// The exit status that `sys.exit` was called with.
    var exitCode: Int?

    /// The `repr` of the last expression's value.
    var value: String?

    /// The exception that ended the cell.
    var error: PythonError?

    /// The pickle that the cell was to give; it came in chunks before the outcome.
    var pickle: [UInt8]?
}
