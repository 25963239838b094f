/// A package that the session's cells can import.
public struct InstalledPackage: Sendable, Equatable {
    /// Which one it is.
    public var locked: LockedPackage

    /// What its files hold, in bytes.
    public var unpackedBytes: Int

    /// True where it has code that was compiled for WebAssembly.
    public var isNative: Bool

    /// The names by which it is imported, sorted.
    public var imports: [String]

    /// The names of the installed packages that need it, sorted; where none is known to, of those that may, such as with
    /// an extra.
    public var requiredBy: [String]

    /// Makes a description of its parts.
    public init(
        locked: LockedPackage,
        unpackedBytes: Int,
        isNative: Bool,
        imports: [String],
        requiredBy: [String]
    ) {
        self.locked = locked
        self.unpackedBytes = unpackedBytes
        self.isNative = isNative
        self.imports = imports
        self.requiredBy = requiredBy
    }
}
