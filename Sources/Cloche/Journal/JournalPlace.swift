/// Where the body of a record lies in a journal.
struct JournalPlace: Equatable, Sendable {
    /// Where it begins, counted from the start of the file.
    var offset: Int

    /// Its size in bytes.
    var length: Int

    /// Its SHA-256, 64 hex digits.
    var sha256: String
}
