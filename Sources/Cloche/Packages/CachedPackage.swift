/// A package that is in the cache.
package struct CachedPackage: Sendable, Equatable {
    /// Which one it is, with the source that it came from first; nobody's request.
    package var locked: LockedPackage

    /// What its index says.
    package var summary: PackageSummary

    /// What it takes up on the disk, in bytes.
    package var diskBytes: Int

    /// When it was used last, in milliseconds since 1970.
    package var lastUse: Int

    /// Makes a description of its parts.
    package init(locked: LockedPackage, summary: PackageSummary, diskBytes: Int, lastUse: Int) {
        self.locked = locked
        self.summary = summary
        self.diskBytes = diskBytes
        self.lastUse = lastUse
    }
}
