internal import Cloche
internal import ClocheREPL

extension Console {
    /// Where the session is kept as it runs, and those of earlier runs are; nil where none are kept, or without a home.
    func journalFolder(_ invocation: Invocation) -> JournalFolder? {
        let settings = invocation.settings
        guard settings.keepsSessions || invocation.resume != nil else { return nil }
        var environment: [String: String] = [:]
        for name in ["XDG_STATE_HOME", "HOME"] { environment[name] = variable(name) }
        guard let path = JournalFolder.defaultPath(environment: environment) else { return nil }
        return JournalFolder(
            path: path,
            maximumBytes: settings.checkpointBytes,
            maximumCheckpoints: settings.checkpoints
        )
    }
}
