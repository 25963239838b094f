package import Cloche

/// Shows what one cell does: as a person reads it, as a pipe takes it, or as JSON lines.
package protocol CellRenderer: Sendable {
    /// Shows an event while the cell runs; it is called for one event at a time.
    func show(_ output: Output)
    /// Shows the outcome.
    func finish(_ result: ExecutionResult)
}
