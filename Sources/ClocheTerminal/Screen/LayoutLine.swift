/// A line of a cell for `CellLayout`.
struct LayoutLine: Sendable {
    /// The characters and their styles.
    let styled: StyledLine
    /// Another number whenever the line is another one; never that of another line.
    let revision: Int
}
