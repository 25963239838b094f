internal import Cloche

/// What `cloche audit` shall print.
struct AuditListing: Sendable, Equatable {
    /// How it is printed.
    enum Format: Sendable {
        /// For people.
        case table
        /// One JSON object a line.
        case json
        /// Comma-separated values.
        case csv
    }

    /// What is wanted.
    let filter: AuditFilter
    /// How it is printed.
    let format: Format
}
