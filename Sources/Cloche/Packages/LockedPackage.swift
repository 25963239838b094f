/// One file of a package, told apart from all others: enough to install exactly it again.
public struct LockedPackage: Sendable, Equatable, Codable {
    /// The name, normalized as PEP 503 says: lowercase letters, digits and single hyphens.
    public var name: String

    /// The version, by PEP 440.
    public var version: String

    /// The name of the file: that of a wheel, or of an archive of shared libraries.
    public var file: String

    /// The SHA-256 of the file, in 64 hex digits.
    public var sha256: String

    /// Where the file came from first.
    public var source: PackageSource

    /// The size of the file, where it is known.
    public var bytes: Int?

    /// True for an archive of shared libraries that other packages need, which no program imports.
    public var isLibrary: Bool

    /// True where the user asked for it; false where another package needs it.
    public var isRequested: Bool

    /// True where it came from a file of this machine, or out of a session file: no index has it by its name.
    var isLocal: Bool {
        if case .file = source { return true }
        return false
    }

    /// True where it may have code that was compiled for WebAssembly.
    var isCompiled: Bool { !file.hasSuffix("-none-any.whl") }

    /// Makes a locked package of its parts.
    public init(
        name: String,
        version: String,
        file: String,
        sha256: String,
        source: PackageSource,
        bytes: Int? = nil,
        isLibrary: Bool = false,
        isRequested: Bool = false
    ) {
        self.name = name
        self.version = version
        self.file = file
        self.sha256 = sha256
        self.source = source
        self.bytes = bytes
        self.isLibrary = isLibrary
        self.isRequested = isRequested
    }
}
