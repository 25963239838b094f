/// Starts each runner in a process of its own.
struct ProcessLauncher: RunnerLauncher {
    /// The runtime to use; `nil` to find it at every start.
    let runtime: Runtime?

    func launch(permissions: PermissionSet, limits: Limits) async throws(ClocheError) -> any Transport {
        let located: Runtime
        if let runtime { located = runtime } else { located = try .locate() }
        return try await RunnerProcess.start(runtime: located, permissions: permissions, limits: limits)
    }
}
