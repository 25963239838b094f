/// The size of a terminal window in character cells.
package struct WindowSize: Sendable, Equatable {
    /// The number of columns.
    package let columns: Int
    /// The number of rows.
    package let rows: Int

    /// Makes a size.
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}
