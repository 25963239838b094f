/// Where the bytes of a part lie in a journal.
struct StoredPart: Sendable {
    /// The journal.
    let journal: Journal

    /// The number that the journal's checkpoints know the part by.
    let number: Int

    /// Where the bytes are.
    let place: JournalPlace
}
