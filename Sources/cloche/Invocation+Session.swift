internal import Cloche
internal import ClocheREPL

extension Invocation {
    /// Makes the session that the options ask for.
    ///
    /// - Parameters:
    ///   - isTerminal: Whether Python's stdout is a terminal.
    ///   - runtime: The runtime, where it was looked for already.
    ///   - audit: Where what the session does is written down.
    ///   - journal: Where the session is kept as it runs.
    ///   - say: Tells what a profile made on the disk.
    /// - Returns: The session, which is not started.
    /// - Throws: `ClocheError` where a permission or a limit is wrong.
    func session(
        isTerminal: Bool,
        runtime: Runtime? = nil,
        audit: AuditLog? = nil,
        journal: JournalFolder? = nil,
        say: (String) -> Void
    ) throws(ClocheError) -> Session {
        try limits.validate()
        var options = SessionOptions(
            arguments: pythonArguments,
            terminal: isTerminal,
            runtime: runtime,
            audit: audit
        )
        options.journal = journal
        options.packageCacheBytes = settings.packageCacheBytes
        options.isOffline = settings.isOffline
        var notes: [String] = []
        let permissions = try permissionSet(notes: &notes)
        for note in notes { say(note) }
        _ = try permissions.secretMask(of: options.environment)
        return Session(permissions: permissions, limits: limits, options: options)
    }
}
