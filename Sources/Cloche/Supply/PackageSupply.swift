/// Where a session's packages come from; the real one asks the index and keeps a cache, tests script another.
protocol PackageSupply: Sendable {
    /// Makes the folder in which a session's runners find their packs.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed`.
    func makeSite() throws(ClocheError) -> SiteFolder

    /// Finds what a request needs beyond the installed packages, and brings it into the cache.
    ///
    /// - Throws: ``ClocheError`` with the codes of ``Session/install(_:progress:)``; then the cache is as it was.
    func supply(
        _ request: InstallRequest,
        installed: [LockedPackage],
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> SuppliedPackages

    /// Brings exactly these packages into the cache: those that were carried from where they were, others by their hash.
    ///
    /// What is there already is read where `isThorough`, to get anew what was damaged; else sizes have to do.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing` where one cannot be had; then the cache is as it was.
    func obtain(
        _ packages: [LockedPackage],
        carried: [PackageArchive],
        isOffline: Bool,
        isThorough: Bool,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError)

    /// All packages of a session with what there is to know about them, and about how they go together.
    ///
    /// Those that are known need not be in the cache any more; all others are.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing`.
    func describe(_ packages: [LockedPackage], known: SessionPackages) throws(ClocheError) -> SessionPackages

    /// Shows a package's pack in a site folder.
    func link(_ sha256: String, into site: SiteFolder) throws(ClocheError)

    /// Takes what was used longest ago out of the cache, where it is too large; sessions keep what they show.
    func tidy()

    /// The file of a package.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing`.
    func archive(of sha256: String) throws(ClocheError) -> PackageArchive
}

/// What a request brought.
struct SuppliedPackages: Sendable, Equatable {
    /// What the session lacks, all of it in the cache; one with the name of an installed package takes its place.
    var new: [LockedPackage]

    /// The names of what was asked for.
    var requested: Set<String>
}
