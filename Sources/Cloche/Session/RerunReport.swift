/// What became of the cells of a session file that were to run again.
public struct RerunReport: Sendable, Equatable {
    /// What the file records about the session.
    public var recorded: SessionMetadata

    /// How many cells ran.
    public var ran = 0

    /// How many of them ended as they had before.
    public var same = 0

    /// How many did not run, because one was interrupted.
    public var left = 0

    /// Makes a report of its parts.
    public init(recorded: SessionMetadata, ran: Int = 0, same: Int = 0, left: Int = 0) {
        self.recorded = recorded
        self.ran = ran
        self.same = same
        self.left = left
    }
}
