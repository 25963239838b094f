/// The folder in which a user's programs keep their state, by the XDG Base Directory Specification.
enum StateFolder {
    /// The path of cloche's file or folder of a name; nil without a home.
    static func path(_ name: String, environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], HostPath.isAbsolute(state) { return "\(state)/cloche/\(name)" }
        guard let home = environment["HOME"], HostPath.isAbsolute(home) else { return nil }
        return "\(home)/.local/state/cloche/\(name)"
    }
}
