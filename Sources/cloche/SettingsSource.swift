/// Which file of settings counts.
enum SettingsSource: Sendable, Equatable {
    /// The user's own, where there is one.
    case standard
    /// `--config FILE`
    case file(String)
    /// `--no-config`
    case none
}
