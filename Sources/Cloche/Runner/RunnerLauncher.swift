/// Starts runners; the real conformer starts processes, the scripted one belongs to the tests.
package protocol RunnerLauncher: Sendable {
    /// Starts a runner that may reach what the permissions grant and use up what the limits allow.
    ///
    /// It may read the site folder at `site`, where the packs of its session are; nil where it has none.
    ///
    /// - Throws: ``ClocheError`` where the runtime is not there or the process cannot be started.
    func launch(permissions: PermissionSet, limits: Limits, site: String?) async throws(ClocheError) -> any Transport
}
