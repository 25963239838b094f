/// The packages of a session, each by its hash.
public struct PackageLock: Sendable, Equatable {
    /// The packages, sorted by name.
    public var packages: [LockedPackage]

    /// Makes a lock of packages.
    public init(packages: [LockedPackage]) {
        self.packages = packages.sorted { $0.name < $1.name }
    }
}
