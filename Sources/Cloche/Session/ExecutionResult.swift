/// The outcome of a cell.
public struct ExecutionResult: Sendable {
    /// The cell's number, counted from 1.
    public var cell: Int

    /// How the cell ended.
    public var status: ExecutionStatus

    /// The `repr` of the cell's last expression, where it has a value other than `None`.
    public var value: String?

    /// The exception that ended the cell.
    public var error: PythonError?

    /// What the cell wrote to `sys.stdout`, up to the output limit.
    public var stdout: String

    /// What the cell wrote to `sys.stderr`, up to the output limit.
    public var stderr: String

    /// The number of bytes that the cell wrote, those beyond the output limit too.
    public var outputBytes: Int

    /// The number of bytes that were not passed on because the output limit was reached.
    public var withheldBytes: Int

    /// The number of bytes that went out over the network since the result before this one.
    ///
    /// What background tasks send between cells counts to the next one. The runner counts; 0 where it ended.
    public var sentBytes: Int

    /// The number of bytes that came in over the network since the result before this one.
    public var receivedBytes: Int

    /// How long the cell ran.
    public var duration: Duration

    /// The size of Python's heap after the cell, in bytes; 0 where the sandbox ended.
    public var memory: Int

    /// The number of tasks and timers that rest now, and go on while a later cell waits.
    public var pending: Int

    /// The exit status that `sys.exit` was called with.
    public var exitCode: Int?

    /// Set where the sandbox had to be replaced: what happened and what was lost.
    public var recovery: Recovery?

    /// The permissions that the cell lacked, each once, in the order of the attempts.
    public var blocked: [Permission]

    /// The granted permissions that the cell used, each once, with canonical items, as the sandbox told.
    public var used: [Permission]

    /// What is known about the session after the cell.
    public var metadata: SessionMetadata

    /// Makes a result; only the cell's number, its status and the metadata have no default.
    public init(
        cell: Int,
        status: ExecutionStatus,
        value: String? = nil,
        error: PythonError? = nil,
        stdout: String = "",
        stderr: String = "",
        outputBytes: Int = 0,
        withheldBytes: Int = 0,
        sentBytes: Int = 0,
        receivedBytes: Int = 0,
        duration: Duration = .zero,
        memory: Int = 0,
        pending: Int = 0,
        exitCode: Int? = nil,
        recovery: Recovery? = nil,
        blocked: [Permission] = [],
        used: [Permission] = [],
        metadata: SessionMetadata
    ) {
        self.cell = cell
        self.status = status
        self.value = value
        self.error = error
        self.stdout = stdout
        self.stderr = stderr
        self.outputBytes = outputBytes
        self.withheldBytes = withheldBytes
        self.sentBytes = sentBytes
        self.receivedBytes = receivedBytes
        self.duration = duration
        self.memory = memory
        self.pending = pending
        self.exitCode = exitCode
        self.recovery = recovery
        self.blocked = blocked
        self.used = used
        self.metadata = metadata
    }
}
