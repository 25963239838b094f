/// A cell for the runner to run.
struct CellRequest: Equatable, Sendable {
    /// The cell's number.
    var cell: Int

    /// What tracebacks call the cell.
    var name: String

    /// Whether the value of a last expression is displayed.
    var display: Bool

    /// The number of bytes of output to pass on; the runner counts the rest.
    var maxOutput: Int

    /// The number of bytes that may still go over the network.
    var maxNetBytes: Int

    /// The width of the terminal in character cells.
    var columns: Int

    /// The height of the terminal in character cells.
    var rows: Int

    /// The Python source.
    var source: String

    /// What is done instead of running a source.
    var pickle: PickleJob?
}
