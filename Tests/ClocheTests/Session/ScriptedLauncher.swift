import Synchronization

@testable import Cloche

/// Starts scripted runners and keeps them for the test to look at.
final class ScriptedLauncher: RunnerLauncher {
    private let launched = Mutex<[(runner: ScriptedRunner, permissions: PermissionSet)]>([])
    private let started = Mutex(0)
    private let gate: AsyncStream<Void>?
    private let make: @Sendable (_ number: Int) throws(ClocheError) -> ScriptedRunner

    /// Makes a launcher; the closure makes the runner of a number, counted from 1, once the gate has opened.
    init(
        gate: AsyncStream<Void>? = nil,
        _ make: @escaping @Sendable (_ number: Int) throws(ClocheError) -> ScriptedRunner = { _ in ScriptedRunner() }
    ) {
        self.gate = gate
        self.make = make
    }

    /// The runners in the order of their starts.
    var runners: [ScriptedRunner] { launched.withLock { $0.map(\.runner) } }

    /// How many runners were asked for.
    var attempts: Int { started.withLock { $0 } }

    /// The permissions they were started with.
    var permissions: [PermissionSet] { launched.withLock { $0.map(\.permissions) } }

    func launch(
        permissions: PermissionSet,
        limits: Limits,
        site: String?
    ) async throws(ClocheError) -> any Transport {
        started.withLock { $0 += 1 }
        if let gate { for await _ in gate {} }
        let runner = try make(runners.count + 1)
        launched.withLock { $0.append((runner, permissions)) }
        Task { await runner.play() }
        return runner.transport
    }
}
