extension PackageCache {
    /// Checks archives, packs them, and keeps them: all of them, or none where one is no sound package.
    ///
    /// Those that are there already are left out. An archive in the staging folder is taken from there, any other is
    /// copied.
    ///
    /// - Parameters:
    ///   - files: Each package with the path of its archive.
    ///   - staging: Where to work.
    ///   - progress: Is told `unpacking` and `ready`.
    /// - Throws: ``ClocheError`` with the codes `packageInvalid`, `installFailed` or `installCancelled`.
    package func add(
        _ files: [(package: LockedPackage, path: String)],
        staging: StagingFolder,
        progress: @escaping @Sendable (InstallEvent) -> Void = { _ in }
    ) async throws(ClocheError) {
        throw .install(.installFailed, "packages", "this is not built yet")
    }
}
