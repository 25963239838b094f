/// Whether colours are used.
package enum ColorChoice: String, Sendable, Equatable, CaseIterable {
    /// On a terminal that shows them, unless the variable `NO_COLOR` is set.
    case automatic = "auto"
    /// On every terminal.
    case on
    /// Nowhere.
    case off
}
