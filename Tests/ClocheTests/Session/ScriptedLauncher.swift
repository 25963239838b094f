import Synchronization

@testable import Cloche

/// Starts scripted runners and keeps them for the test to look at.
final class ScriptedLauncher: RunnerLauncher {
    private let launched = Mutex<[(runner: ScriptedRunner, permissions: PermissionSet)]>([])
    private let make: @Sendable (_ number: Int) throws(ClocheError) -> ScriptedRunner

    /// Makes a launcher; the closure makes the runner of a number, counted from 1.
    init(_ make: @escaping @Sendable (_ number: Int) throws(ClocheError) -> ScriptedRunner = { _ in ScriptedRunner() })
    {
        self.make = make
    }

    /// The runners in the order of their starts.
    var runners: [ScriptedRunner] { launched.withLock { $0.map(\.runner) } }

    /// The permissions they were started with.
    var permissions: [PermissionSet] { launched.withLock { $0.map(\.permissions) } }

    func launch(permissions: PermissionSet, limits: Limits) async throws(ClocheError) -> any Transport {
        let runner = try make(runners.count + 1)
        launched.withLock { $0.append((runner, permissions)) }
        Task { await runner.play() }
        return runner.transport
    }
}
