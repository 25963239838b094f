/// One line of the examples in `:help NAME`.
struct MetaCommandExample: Sendable {
    /// What to type.
    let line: String
    /// What it does.
    let effect: String

    init(_ line: String, _ effect: String) {
        self.line = line
        self.effect = effect
    }
}
