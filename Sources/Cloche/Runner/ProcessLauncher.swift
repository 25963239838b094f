/// Starts each runner in a process of its own.
package struct ProcessLauncher: RunnerLauncher {
    /// The runtime to use; `nil` to find it at every start.
    let runtime: Runtime?

    /// Makes a launcher.
    package init(runtime: Runtime? = nil) {
        self.runtime = runtime
    }

    package func launch(
        permissions: PermissionSet,
        limits: Limits,
        site: String?
    ) async throws(ClocheError) -> any Transport {
        let located: Runtime
        if let runtime { located = runtime } else { located = try .locate() }
        return try await RunnerProcess.start(runtime: located, permissions: permissions, limits: limits, site: site)
    }
}
