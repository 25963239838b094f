/// A cell as the history keeps it: what was run, when, by whom, and how that ended.
package struct HistoryEntry: Sendable, Equatable {
    /// The source of the cell.
    package var cell: String
    /// When it was begun, in seconds since 1970; nil in lines of earlier versions.
    package var time: Int?
    /// The run of cloche that ran it; nil in lines of earlier versions.
    package var session: String?
    /// Which of the session's cells it was, from 1; with `session` it tells an outcome which cell it belongs to.
    package var number: Int?
    /// How it ended: `ok`, `error`, `interrupted`, `timedOut`, `died`, or `command` for a meta-command; nil while it
    /// runs, and for ever where its cloche was killed.
    package var outcome: String?

    /// Makes an entry; of a line of an earlier version only the cell is known.
    package init(
        cell: String,
        time: Int? = nil,
        session: String? = nil,
        number: Int? = nil,
        outcome: String? = nil
    ) {
        self.cell = cell
        self.time = time
        self.session = session
        self.number = number
        self.outcome = outcome
    }

    /// The run that an outcome names; nil in lines of earlier versions.
    var run: HistoryRun? {
        guard let session, let number else { return nil }
        return HistoryRun(session: session, number: number)
    }
}
