#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A session for callers without concurrency: the calls of ``Session``, each returning when it is done.
///
/// Call it from a thread of your own, never from a task: the calls block their thread.
public final class BlockingSession: Sendable {
    let session: Session

    /// Makes a session; the sandbox is started by the first call that needs it.
    public init(
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits(),
        options: SessionOptions = SessionOptions()
    ) {
        session = Session(permissions: permissions, limits: limits, options: options)
    }

    /// What the session's cells may reach.
    public var permissions: PermissionSet {
        let session = session
        return wait { await session.permissions }
    }

    /// What the session's cells may use up.
    public var limits: Limits {
        let session = session
        return wait { await session.limits }
    }

    /// What is known about the session beside its memory.
    public var metadata: SessionMetadata {
        let session = session
        return wait { await session.metadata }
    }

    /// Starts the sandbox, as ``Session/start()`` does.
    public func start() throws(ClocheError) {
        let session = session
        try waitThrowing { () async throws(ClocheError) in try await session.start() }
    }

    /// Runs one cell, as ``Session/execute(_:name:display:timeout:size:input:output:)`` does.
    ///
    /// - Parameters:
    ///   - source: The Python source.
    ///   - name: What tracebacks call the cell; `<cell 3>` by default.
    ///   - display: Whether the value of a last expression is displayed and returned.
    ///   - timeout: Replaces the session's timeout for this cell.
    ///   - size: The terminal's size; 80 by 24 by default.
    ///   - input: Answers `input()`, called on another thread; nil is the end of the input.
    ///   - output: Is called on another thread for each event while the cell runs, in order.
    /// - Returns: The cell's outcome.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func execute(
        _ source: String,
        name: String? = nil,
        display: Bool = true,
        timeout: Duration? = nil,
        size: TerminalSize? = nil,
        input: @escaping @Sendable (InputRequest) -> String? = { _ in nil },
        output: @escaping @Sendable (Output) -> Void = { _ in }
    ) throws(ClocheError) -> ExecutionResult {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in
            try await session.execute(
                source,
                name: name,
                display: display,
                timeout: timeout,
                size: size,
                input: { input($0) },
                output: output
            )
        }
    }

    /// Stops the running cell from another thread, as ``Session/interrupt()`` does.
    public func interrupt() { session.interrupt() }

    /// Changes what the session's cells may reach, as ``Session/setPermissions(_:lasting:)`` does.
    public func setPermissions(_ permissions: PermissionSet, lasting: PermissionSet? = nil) throws(ClocheError) {
        let session = session
        try waitThrowing { () async throws(ClocheError) in
            try await session.setPermissions(permissions, lasting: lasting)
        }
    }

    /// Changes what the session's cells may use up, as ``Session/setLimits(_:)`` does.
    public func setLimits(_ limits: Limits) throws(ClocheError) {
        let session = session
        try waitThrowing { () async throws(ClocheError) in try await session.setLimits(limits) }
    }

    /// The user's variables, sorted by name.
    public func variables() throws(ClocheError) -> [Variable] {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.variables() }
    }

    /// Finds what the text before a cursor may become, as ``Session/complete(_:at:)`` does.
    public func complete(_ source: String, at cursor: Int) throws(ClocheError) -> CompletionResult {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.complete(source, at: cursor) }
    }

    /// Finds the signature of a callable, as ``Session/signature(of:)`` does.
    public func signature(of callable: String) throws(ClocheError) -> CallSignature? {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.signature(of: callable) }
    }

    /// Tells what a name stands for, as ``Session/inspect(_:source:)`` does.
    public func inspect(_ name: String, source: Bool = false) throws(ClocheError) -> Inspection? {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.inspect(name, source: source) }
    }

    /// The whole session as the bytes of a session file.
    public func sessionBytes() throws(ClocheError) -> Data {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.sessionBytes() }
    }

    /// Saves the whole session to a file, as ``Session/save(to:withPackages:)`` does.
    public func save(to path: String, withPackages: Bool = false) throws(ClocheError) -> SaveReport {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in
            try await session.save(to: path, withPackages: withPackages)
        }
    }

    /// Replaces the session's state by that of a session file, as ``Session/restore(from:)`` does.
    public func restore(from path: String) throws(ClocheError) -> SessionMetadata {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.restore(from: path) }
    }

    /// Replaces the session's state by that of the bytes of a session file.
    public func restore(bytes: Data) throws(ClocheError) -> SessionMetadata {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.restore(bytes: bytes) }
    }

    /// The session's variables as a pickle, as ``Session/pickle()`` makes it.
    public func pickle() throws(ClocheError) -> (pickle: SessionPickle, report: PickleReport) {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.pickle() }
    }

    /// Saves the session's variables as a pickle, as ``Session/savePickle(to:)`` does.
    public func savePickle(to path: String) throws(ClocheError) -> PickleReport {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.savePickle(to: path) }
    }

    /// Puts the variables of a pickle in the place of the session's, as ``Session/restore(_:)`` does.
    public func restore(_ pickle: SessionPickle) throws(ClocheError) -> PickleReport {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.restore(pickle) }
    }

    /// Puts the variables of a pickle on the disk in the place of the session's.
    public func restorePickle(from path: String) throws(ClocheError) -> PickleReport {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.restorePickle(from: path) }
    }

    /// Forgets the session's state.
    public func reset() throws(ClocheError) {
        let session = session
        try waitThrowing { () async throws(ClocheError) in try await session.reset() }
    }

    /// Ends the sandbox; calls after it throw.
    public func close() {
        let session = session
        wait { await session.close() }
    }
}
