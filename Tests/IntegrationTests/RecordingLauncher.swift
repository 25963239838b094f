import Synchronization

@testable import Cloche

/// Starts real runners and remembers their processes.
final class RecordingLauncher: RunnerLauncher {
    private let pids = Mutex<[Int32]>([])

    /// True where a runtime is installed, or named by the environment.
    static var hasRuntime: Bool { (try? RuntimeLocator.current.locate()) != nil }

    /// The process ids of the runners in the order of their starts.
    var processIdentifiers: [Int32] { pids.withLock { $0 } }

    func launch(
        permissions: PermissionSet,
        limits: Limits,
        site: String?
    ) async throws(ClocheError) -> any Transport {
        let runtime = try RuntimeLocator.current.locate()
        let process = try await RunnerProcess.start(
            runtime: runtime,
            permissions: permissions,
            limits: limits,
            site: site
        )
        pids.withLock { $0.append(process.processIdentifier) }
        return process
    }
}
