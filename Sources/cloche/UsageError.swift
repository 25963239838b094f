/// A command line that cannot be understood: exit status 2.
struct UsageError: Error, Equatable {
    /// One sentence without a final period.
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
