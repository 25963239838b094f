/// Starts runners; the real conformer starts processes, the scripted one belongs to the tests.
package protocol RunnerLauncher: Sendable {
    /// Starts a runner that may reach what the permissions grant and use up what the limits allow.
    ///
    /// - Throws: ``ClocheError`` where the runtime is not there or the process cannot be started.
    func launch(permissions: PermissionSet, limits: Limits) async throws(ClocheError) -> any Transport
}
