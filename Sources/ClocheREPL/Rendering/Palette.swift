/// The few colours of the REPL, as SGR sequences; without colour every function returns its text unchanged.
package struct Palette: Sendable, Equatable {
    /// Whether colours are used at all.
    package let isEnabled: Bool

    /// Makes a palette; with `isEnabled: false` it leaves every text as it is.
    package init(isEnabled: Bool) {
        self.isEnabled = isEnabled
    }

    /// What cloche says itself.
    func dim(_ text: String) -> String { paint(text, "2") }
    /// What went wrong.
    func error(_ text: String) -> String { paint(text, "31") }
    /// The name of an exception, and cloche's own failures.
    func strongError(_ text: String) -> String { paint(text, "1;31") }
    /// The number of the cell to come.
    func input(_ text: String) -> String { paint(text, "32") }
    /// The number of a value.
    func output(_ text: String) -> String { paint(text, "31") }
    /// The names of commands.
    func strong(_ text: String) -> String { paint(text, "1") }

    private func paint(_ text: String, _ code: String) -> String {
        isEnabled && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
