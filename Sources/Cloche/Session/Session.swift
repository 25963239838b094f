#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// One live Python interpreter in a sandbox, and its state.
public actor Session {
    /// What the session's cells may reach.
    public private(set) var permissions: PermissionSet

    /// What the session's cells may use up.
    public private(set) var limits: Limits

    /// What is known about the session beside its memory.
    public private(set) var metadata: SessionMetadata

    private let options: SessionOptions

    /// Makes a session; the sandbox is started by ``start()`` or by the first call that needs it.
    public init(
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits(),
        options: SessionOptions = SessionOptions()
    ) {
        self.permissions = permissions
        self.limits = limits
        self.options = options
        metadata = SessionMetadata(created: Date(), permissions: permissions, limits: limits)
    }

    /// Starts the sandbox, and returns when Python is ready.
    ///
    /// Calling it is optional: every call that needs the sandbox starts it and waits for it.
    public func start() async throws(ClocheError) {
        throw .notAvailable
    }

    /// Runs one cell, and returns when it has ended.
    ///
    /// Calls are served one after the other, in the order in which they were made. A Python exception is a result, not a
    /// thrown error.
    /// - Parameters:
    ///   - source: The Python source.
    ///   - name: What tracebacks call the cell; `<cell 3>` by default.
    ///   - display: Whether the value of a last expression is displayed and returned.
    ///   - timeout: Replaces the session's timeout for this cell.
    ///   - size: The terminal's size; 80 by 24 by default.
    ///   - input: Answers `input()`; nil is the end of the input. It is cancelled when the cell is stopped.
    ///   - output: Is called for each event while the cell runs, in order; it should return soon.
    /// - Returns: The cell's outcome.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func execute(
        _ source: String,
        name: String? = nil,
        display: Bool = true,
        timeout: Duration? = nil,
        size: TerminalSize? = nil,
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil },
        output: @escaping @Sendable (Output) -> Void = { _ in }
    ) async throws(ClocheError) -> ExecutionResult {
        throw .notAvailable
    }

    /// Stops the running cell; safe from any thread.
    ///
    /// The first call interrupts the cell as Ctrl-C does, which keeps the session's state. A second one ends the sandbox,
    /// and the session goes back to its last checkpoint. Where no cell runs, nothing happens.
    public nonisolated func interrupt() {}

    /// Changes what the session's cells may reach, keeping the session's state.
    ///
    /// - Throws: ``ClocheError`` where the change is not possible; then nothing has changed.
    public func setPermissions(_ permissions: PermissionSet) async throws(ClocheError) {
        throw .notAvailable
    }

    /// Changes what the session's cells may use up, keeping the session's state.
    ///
    /// - Throws: ``ClocheError`` where the change is not possible; then nothing has changed.
    public func setLimits(_ limits: Limits) async throws(ClocheError) {
        throw .notAvailable
    }

    /// The user's variables, sorted by name.
    public func variables() async throws(ClocheError) -> [Variable] {
        throw .notAvailable
    }

    /// The whole session as the bytes of a session file.
    public func sessionBytes() async throws(ClocheError) -> Data {
        throw .notAvailable
    }

    /// Saves the whole session to a file, which is replaced only when the new one is complete.
    public func save(to path: String) async throws(ClocheError) -> SaveReport {
        throw .notAvailable
    }

    /// Replaces the session's state by that of a session file, and returns what the file records about itself.
    ///
    /// The permissions and limits stay as they are: recorded ones are shown, never granted.
    /// - Throws: ``ClocheError`` where the file cannot be used; then the session is untouched.
    public func restore(from path: String) async throws(ClocheError) -> SessionMetadata {
        throw .notAvailable
    }

    /// Replaces the session's state by that of the bytes of a session file, as ``restore(from:)`` does.
    public func restore(bytes: Data) async throws(ClocheError) -> SessionMetadata {
        throw .notAvailable
    }

    /// Forgets the session's state: a fresh interpreter with the same permissions and limits.
    public func reset() async throws(ClocheError) {
        throw .notAvailable
    }

    /// Ends the sandbox; calls after it throw.
    public func close() async {}

    /// Runs one cell in a fresh sandbox that ends with it.
    ///
    /// - Returns: The cell's outcome.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started.
    public static func run(
        _ source: String,
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits(),
        options: SessionOptions = SessionOptions(),
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil },
        output: @escaping @Sendable (Output) -> Void = { _ in }
    ) async throws(ClocheError) -> ExecutionResult {
        throw .notAvailable
    }
}
