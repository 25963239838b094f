package import Cloche

/// Installs packages in a session, shows how far it is, and ends at Ctrl-C.
package struct Installation: Sendable {
    private let session: any LiveSession
    private let interrupts: InterruptSwitch
    private let progress: InstallProgress

    /// Makes an installation.
    ///
    /// - Parameters:
    ///   - session: The session that gets the packages.
    ///   - interrupts: Is told what Ctrl-C ends.
    ///   - progress: Shows how far it is.
    package init(_ session: any LiveSession, _ interrupts: InterruptSwitch, _ progress: InstallProgress) {
        self.session = session
        self.interrupts = interrupts
        self.progress = progress
    }

    /// Installs.
    ///
    /// - Throws: `ClocheError` as the session does; after Ctrl-C with the code `installCancelled`.
    package func run(_ request: InstallRequest) async throws(ClocheError) -> InstallReport {
        let task = Task { [session, progress] () -> Result<InstallReport, ClocheError> in
            do throws(ClocheError) {
                return .success(try await session.install(request, progress: progress.show))
            } catch {
                return .failure(error)
            }
        }
        interrupts.setTask { task.cancel() }
        defer {
            interrupts.setTask(nil)
            progress.finish()
        }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        return try result.get()
    }
}
