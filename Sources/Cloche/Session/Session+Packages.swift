extension Session {
    /// The packages that the session's cells can import, sorted by name.
    public var packages: [InstalledPackage] { [] }

    /// Makes packages importable, without a new sandbox and without a change of permissions.
    ///
    /// Cancelling the task ends it with the code `installCancelled`. However it fails, the session is as it was.
    /// - Parameters:
    ///   - request: What is wanted.
    ///   - progress: Is called for each step, in order.
    /// - Returns: What was added.
    /// - Throws: ``ClocheError`` with the code `packageNotFound`, `packageConflict`, `packageInvalid`, `installFailed`
    ///   or `installCancelled`.
    public func install(
        _ request: InstallRequest,
        progress: @escaping @Sendable (InstallEvent) -> Void = { _ in }
    ) async throws(ClocheError) -> InstallReport {
        throw .install(.installFailed, "the packages", "this cloche has no installer")
    }

    /// Takes packages away, with those that came with them and that nothing else needs.
    ///
    /// What cells have imported already stays in memory.
    /// - Parameter names: The names of packages.
    /// - Returns: The packages that are gone, sorted by name.
    /// - Throws: ``ClocheError`` with the code `packageNotFound` where one is not installed, `packageConflict` where
    ///   another one needs it; then nothing has changed.
    public func uninstall(_ names: [String]) async throws(ClocheError) -> [InstalledPackage] {
        throw .install(.packageNotFound, "the packages", "this cloche has no installer")
    }

    /// Those of the top-level names of modules that no import would find now, in the order in which they were asked for.
    ///
    /// No code of the user's is run for it.
    public func missingModules(_ names: [String]) async throws(ClocheError) -> [String] { [] }
}
