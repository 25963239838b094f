/// What the REPL does after a meta-command.
package enum MetaCommandOutcome: Sendable, Equatable {
    /// Asks for the next cell.
    case done
    /// Leaves.
    case leave
    /// Runs a cell.
    case execute(String)
}
