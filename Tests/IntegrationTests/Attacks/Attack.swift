import Testing

/// A cell that a hostile program would run, and what has to come of it.
struct Attack: Sendable, CustomTestStringConvertible {
    /// The outcome that counts.
    enum Outcome: Sendable {
        /// The cell raises, and what it says holds this text.
        case raises(String)
        /// The cell has this value.
        case value(String)
        /// The cell runs to its end, whatever it says.
        case harmless
        /// The cell is stopped, and the session goes on as it was.
        case stopped
        /// The sandbox may have to be replaced; then the session goes on from its last checkpoint.
        case replaced
    }

    let name: String
    let code: String
    let outcome: Outcome

    init(_ name: String, _ outcome: Outcome, _ code: String) {
        self.name = name
        self.code = code
        self.outcome = outcome
    }

    var testDescription: String { name }
}
