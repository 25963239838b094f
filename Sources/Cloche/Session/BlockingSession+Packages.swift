extension BlockingSession {
    /// The packages that the session's cells can import, sorted by name.
    public var packages: [InstalledPackage] {
        let session = session
        return wait { await session.packages }
    }

    /// Makes packages importable, as ``Session/install(_:progress:)`` does.
    ///
    /// - Parameters:
    ///   - request: What is wanted.
    ///   - progress: Is called on another thread for each step, in order.
    /// - Returns: What was added.
    /// - Throws: ``ClocheError``; then nothing has changed.
    public func install(
        _ request: InstallRequest,
        progress: @escaping @Sendable (InstallEvent) -> Void = { _ in }
    ) throws(ClocheError) -> InstallReport {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in
            try await session.install(request, progress: progress)
        }
    }

    /// Takes packages away, as ``Session/uninstall(_:)`` does.
    public func uninstall(_ names: [String]) throws(ClocheError) -> [InstalledPackage] {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.uninstall(names) }
    }

    /// Those of the names of modules that no import would find now, as ``Session/missingModules(_:)`` tells.
    public func missingModules(_ names: [String]) throws(ClocheError) -> [String] {
        let session = session
        return try waitThrowing { () async throws(ClocheError) in try await session.missingModules(names) }
    }
}
