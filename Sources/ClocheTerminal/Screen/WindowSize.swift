/// The size of a terminal window in character cells.
struct WindowSize: Sendable, Equatable {
    /// The number of columns.
    let columns: Int
    /// The number of rows.
    let rows: Int
}
