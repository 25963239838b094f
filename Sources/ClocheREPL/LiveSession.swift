package import Cloche

/// What the front ends need of a session; ``Cloche/Session`` is the real one, tests script another.
package protocol LiveSession: Sendable {
    /// What the session's cells may reach.
    var permissions: PermissionSet { get async }
    /// What they may reach when the next cell has ended, where that is not the same.
    var lastingPermissions: PermissionSet? { get async }
    /// What the session's cells may use up.
    var limits: Limits { get async }
    /// Puts names in the place of values that are secrets.
    var mask: SecretMask { get async }
    /// What is known about the session beside its memory.
    var metadata: SessionMetadata { get async }
    /// The number of the next cell.
    var nextCell: Int { get async }

    /// Starts the sandbox, and returns when Python is ready.
    func start() async throws(ClocheError)
    /// Runs one cell, and returns when it has ended.
    func execute(
        _ source: String,
        name: String?,
        display: Bool,
        timeout: Duration?,
        size: TerminalSize?,
        input: @escaping @Sendable (InputRequest) async -> String?,
        output: @escaping @Sendable (Output) -> Void
    ) async throws(ClocheError) -> ExecutionResult
    /// Interrupts the running cell; the second time ends its sandbox.
    func interrupt()
    /// Changes what the session's cells may reach, and what they may when the next cell has ended.
    func setPermissions(_ permissions: PermissionSet, lasting: PermissionSet?) async throws(ClocheError)
    /// Changes what the session's cells may use up.
    func setLimits(_ limits: Limits) async throws(ClocheError)
    /// The user's variables, sorted by name.
    func variables() async throws(ClocheError) -> [Variable]
    /// Finds what the text before a cursor may become; the cursor counts Unicode scalars.
    func complete(_ source: String, at cursor: Int) async throws(ClocheError) -> CompletionResult
    /// Finds the signature of a callable.
    func signature(of callable: String) async throws(ClocheError) -> CallSignature?
    /// Tells what a name stands for.
    func inspect(_ name: String, source: Bool) async throws(ClocheError) -> Inspection?
    /// Saves the whole session to a file, with the files of its packages or without.
    func save(to path: String, withPackages: Bool) async throws(ClocheError) -> SaveReport
    /// Replaces the session's state by that of a session file.
    func restore(from path: String) async throws(ClocheError) -> SessionMetadata
    /// Begins anew, and runs the cells of a session file again.
    func rerun(
        from path: String,
        input: @escaping @Sendable (InputRequest) async -> String?,
        ended: @escaping @Sendable (RerunCell) -> Void
    ) async throws(ClocheError) -> RerunReport
    /// Saves the session's variables as a pickle.
    func savePickle(to path: String) async throws(ClocheError) -> PickleReport
    /// Puts the variables of a pickle in the place of the session's.
    func restorePickle(from path: String) async throws(ClocheError) -> PickleReport
    /// Forgets the session's state.
    func reset() async throws(ClocheError)
    /// The states that the session can go back to, sorted by number.
    var checkpoints: [CheckpointInfo] { get async }
    /// The number of the checkpoint that the session is at.
    var position: Int { get async }
    /// The branch that new cells go on, where it has a name.
    var branch: String? { get async }
    /// The name under which the session is stored as it runs.
    var storedID: String? { get async }
    /// Changes how much of the session's past is kept.
    func keep(checkpoints: Int, bytes: Int) async
    /// Takes the checkpoint that is due, and returns at the latest when a user would notice.
    func settle() async
    /// Takes back the last cells.
    func undo(_ count: Int) async throws(ClocheError) -> Travel
    /// Brings back cells that were taken back.
    func redo(_ count: Int) async throws(ClocheError) -> Travel
    /// Goes to a checkpoint.
    func goTo(_ number: Int) async throws(ClocheError) -> Travel
    /// Names the branch that new cells go on, or goes to the end of the one that has the name.
    func setBranch(_ name: String) async throws(ClocheError) -> Travel?
    /// Compares the variables of two checkpoints.
    func difference(from: Int, to: Int) async throws(ClocheError) -> StateDifference
    /// Takes up a stored session in place of this one.
    func resume(_ id: String) async throws(ClocheError) -> ResumedSession
    /// What the cells used of their permissions; the latest first.
    var uses: [PermissionUse] { get async }
    /// What the audit log has about the session; nil where it has none.
    func auditRecords(_ filter: AuditFilter) async throws(ClocheError) -> AuditReading?
    /// The packages that the session's cells can import, sorted by name.
    var packages: [InstalledPackage] { get async }
    /// Makes packages importable; cancelling the task ends it, and leaves everything as it was.
    func install(
        _ request: InstallRequest,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> InstallReport
    /// Takes packages away, with those that nothing else needs, and returns them.
    func uninstall(_ names: [String]) async throws(ClocheError) -> [InstalledPackage]
    /// Those of top-level names of modules that no import would find now.
    func missingModules(_ names: [String]) async throws(ClocheError) -> [String]
    /// Ends the sandbox.
    func close() async
}

extension Session: LiveSession {}
