/// Where the value of a setting comes from; a later case wins over an earlier one.
package enum SettingOrigin: String, Sendable, Equatable {
    /// Nobody chose it.
    case standard = "default"
    /// The file of settings.
    case file = "config file"
    /// An option of the command line.
    case commandLine = "command line"
    /// A meta-command of this session.
    case session = "this session"
}
