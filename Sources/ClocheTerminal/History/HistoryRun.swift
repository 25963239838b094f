/// Names one run of a cell among those of all sessions.
struct HistoryRun: Sendable, Hashable {
    /// The run of cloche.
    let session: String
    /// Which of its cells.
    let number: Int
}
