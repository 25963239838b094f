/// What happens while a cell runs.
public enum Output: Sendable, Equatable {
    /// What the cell wrote, in the order it was written; untrusted, so show it through a sanitiser.
    case stream(StreamName, StreamOutput)
    /// A value that the cell displayed.
    case display(MIMEBundle)
    /// A permission that the cell lacked.
    case blocked(Permission)
    /// A granted permission that the cell used, with the canonical item; told by the sandbox, so take it for a hint.
    case used(Permission)
    /// What the session itself does, such as `cell 7 ran longer than 5 s; interrupting it`.
    case notice(String)
}
