/// What a session shall be able to import.
public struct InstallRequest: Sendable, Equatable {
    /// Requirements by PEP 508, such as `numpy>=2` or `httpx[http2]`.
    public var requirements: [String]

    /// Paths of files with requirements: `requirements.txt`, `pyproject.toml`, or a script with a PEP 723 block.
    public var files: [String]

    /// Paths of wheels.
    public var wheels: [String]

    /// Exactly these packages; nil where requirements decide.
    public var lock: PackageLock?

    /// True to look for newer versions than those that are in the cache or in the lock of Pyodide.
    public var isUpgrade: Bool

    /// True to take what is in the cache, and to ask nobody.
    public var isOffline: Bool

    /// Makes a request of its parts.
    public init(
        requirements: [String] = [],
        files: [String] = [],
        wheels: [String] = [],
        lock: PackageLock? = nil,
        isUpgrade: Bool = false,
        isOffline: Bool = false
    ) {
        self.requirements = requirements
        self.files = files
        self.wheels = wheels
        self.lock = lock
        self.isUpgrade = isUpgrade
        self.isOffline = isOffline
    }
}
