#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a session is started with, beside its permissions and limits; fixed for the session's life.
public struct SessionOptions: Sendable {
    /// The folder that Python starts in, an absolute path; where it is not granted it is an empty folder of the sandbox.
    public var workingDirectory: String

    /// Python's `sys.argv`.
    public var arguments: [String]

    /// True where a user sits at a terminal, so that `sys.stdout.isatty()` is true and colours are welcome.
    public var terminal: Bool

    /// The variables that the `env` permission chooses from; none of them reaches Python without it.
    public var environment: [String: String]

    /// The runtime to use; nil to look for it as ``Runtime`` says.
    public var runtime: Runtime?

    /// Is told what the session does; where it is nil, nobody is.
    public var audit: AuditLog?

    /// Where the session is kept, so that it can be taken up whatever ends it; where it is nil, it lives in memory only.
    public var journal: JournalFolder?

    /// How much the cache of packages may take up, in bytes; what was used longest ago goes first.
    public var packageCacheBytes = 4 << 30

    /// True where packages that a stored session needs are taken from the cache or the session's file, and nobody is asked.
    public var isOffline = false

    /// The wheel of dill, which pickles of sessions need; nil to get it when it is needed.
    package var dill: [UInt8]?

    /// Makes options of their parts; the defaults are this process's folder and environment, and no terminal.
    public init(
        workingDirectory: String? = nil,
        arguments: [String] = [""],
        terminal: Bool = false,
        environment: [String: String]? = nil,
        runtime: Runtime? = nil,
        audit: AuditLog? = nil,
        journal: JournalFolder? = nil
    ) {
        self.workingDirectory = workingDirectory ?? FileManager.default.currentDirectoryPath
        self.arguments = arguments
        self.terminal = terminal
        self.environment = environment ?? ProcessInfo.processInfo.environment
        self.runtime = runtime
        self.audit = audit
        self.journal = journal
    }
}
