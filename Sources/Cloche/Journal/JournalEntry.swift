/// A record as it stands in a journal.
struct JournalEntry: Equatable, Sendable {
    /// What it says.
    var record: JournalRecord

    /// Where its body lies; only a `part` has one.
    var body: JournalPlace?
}
