/// The size of the terminal that a cell's output is shown on.
public struct TerminalSize: Sendable, Equatable {
    /// The width in character cells.
    public var columns: Int

    /// The height in character cells.
    public var rows: Int

    /// Makes a size; 80 by 24 where nothing is known.
    public init(columns: Int = 80, rows: Int = 24) {
        self.columns = columns
        self.rows = rows
    }
}
