/// Where the value of a setting comes from; the session wins over the command line, and that over the file.
package enum SettingOrigin: String, Sendable, Equatable {
    /// Nobody chose it.
    case standard = "default"
    /// The profile in force.
    case profile
    /// The file of settings.
    case file = "config file"
    /// An option of the command line.
    case commandLine = "command line"
    /// A meta-command of this session.
    case session = "this session"
}
