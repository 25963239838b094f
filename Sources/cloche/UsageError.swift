/// A command line that cannot be understood: exit status 2.
struct UsageError: Error, Equatable, CustomStringConvertible {
    /// One sentence without a final period.
    let message: String

    /// The message, which is what swift-argument-parser puts into its own.
    var description: String { message }

    init(_ message: String) {
        self.message = message
    }
}
