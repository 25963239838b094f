import ClocheTestSupport
import Synchronization

@testable import Cloche

/// A session over scripted runners and a clock that the test moves.
struct SessionHarness: Sendable {
    let launcher: ScriptedLauncher
    let clock = ManualClock()
    let session: Session
    let outputs = OutputLog()

    init(
        _ launcher: ScriptedLauncher = ScriptedLauncher(),
        limits: Limits = Limits(timeout: .seconds(5)),
        audit: AuditLog? = nil,
        environment: [String: String] = [:],
        journal: JournalFolder? = nil,
        supply: (any PackageSupply)? = nil
    ) {
        self.launcher = launcher
        var timing = SessionTiming()
        timing.sleep = { [clock] in try await clock.sleep($0) }
        timing.now = { [clock] in clock.now }
        var options = SessionOptions(workingDirectory: "/", environment: environment)
        options.audit = audit
        options.journal = journal
        options.dill = [1]
        session = Session(PermissionSet(), limits, options, launcher, timing, supply: supply)
    }

    /// Runs a cell, and keeps what it shows.
    func run(
        _ source: String,
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil }
    ) async throws -> ExecutionResult {
        try await session.execute(source, input: input, output: { outputs.add($0) })
    }

    /// Starts a cell and returns when its runner has it.
    func start(_ source: String) async throws -> Task<ExecutionResult, any Error> {
        let count = await launcher.runners.last?.count(of: .execute) ?? 0
        let task = Task { try await run(source) }
        while launcher.runners.isEmpty { await Task.yield() }
        await launcher.runners.last?.arrival(of: .execute, count: count + 1)
        return task
    }

    /// Lets the session be idle for long enough to take a checkpoint, and waits until it has one.
    func checkpoint() async throws {
        let runner = launcher.runners.last
        let count = await runner?.count(of: .checkpoint) ?? 0
        await clock.pass(.milliseconds(20))
        await runner?.arrival(of: .checkpoint, count: count + 1)
        _ = try await session.variables()
    }

    /// What the runner of a number, counted from 1, has in its memory.
    func variables() async throws -> [String] { try await session.variables().map(\.name) }
}

/// What cells have shown.
final class OutputLog: Sendable {
    private let events = Mutex<[Output]>([])

    /// All that was shown, in order.
    var all: [Output] { events.withLock { $0 } }

    func add(_ event: Output) { events.withLock { $0.append(event) } }
}
