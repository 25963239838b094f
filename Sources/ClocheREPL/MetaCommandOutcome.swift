/// What the REPL does after a meta-command.
package enum MetaCommandOutcome: Sendable, Equatable {
    /// Asks for the next cell.
    case done
    /// Leaves.
    case leave
    /// Runs a cell.
    case execute(String)
    /// Begins the next cell with a text, for the user to change.
    case prefill(String)
    /// Begins anew with the cells of a session file.
    case rerun(String)
    /// Goes on with other settings.
    case configure(Settings)
}
