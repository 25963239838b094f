import ClocheTestSupport
import Testing

@testable import Cloche

@Suite("Session", .timeLimit(.minutes(5)))
struct SessionTests {
    @Test("a cell's value, text and record are in its result")
    func result() async throws {
        let harness = SessionHarness()
        let first = try await harness.run("1+1")
        let second = try await harness.run("show hé\n")
        #expect(first.value == "1+1")
        #expect([first.cell, second.cell] == [1, 2])
        #expect(second.stdout == "hé\n")
        #expect(harness.outputs.all == [.stream(.stdout, "hé\n")])
        #expect(second.metadata.cells.map(\.source) == ["1+1", "show hé\n"])
        #expect(second.metadata.pythonVersion == "3.14.0")
        #expect(harness.launcher.runners.count == 1)
        await harness.session.close()
    }

    @Test("cells run in the order of their calls")
    func order() async throws {
        let harness = SessionHarness()
        async let first = harness.run("a")
        _ = try await first
        async let second = harness.run("b")
        async let third = harness.run("c")
        _ = try await (second, third)
        #expect(try await harness.variables().sorted() == ["a", "b", "c"])
        await harness.session.close()
    }

    @Test("input is asked from the caller")
    func input() async throws {
        let harness = SessionHarness()
        let result = try await harness.run("ask") { $0.prompt == "? " ? "Ada" : nil }
        #expect(result.value == "Ada")
        await harness.session.close()
    }

    @Test("a reset begins with a fresh runner and cell 1")
    func reset() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.session.reset()
        #expect(try await harness.variables().isEmpty)
        #expect(try await harness.run("b").cell == 1)
        await harness.session.close()
    }

    @Test("a change of the permissions moves the state to a new runner")
    func permissions() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        _ = try await harness.run("b")
        var permissions = PermissionSet()
        try permissions.allow(.env, ["NAME"])
        try await harness.session.setPermissions(permissions)
        #expect(harness.launcher.permissions == [PermissionSet(), permissions])
        #expect(try await harness.variables() == ["a", "b"])
        #expect(await harness.session.permissions == permissions)
        await harness.session.close()
    }

    @Test("a change of the permissions that does not boot leaves the session as it was")
    func failingChange() async throws {
        let harness = SessionHarness(ScriptedLauncher { ScriptedRunner(refusesBoot: $0 == 2) })
        _ = try await harness.run("a")
        var permissions = PermissionSet()
        try permissions.allow(.env, ["NAME"])
        await #expect(throws: ClocheError.sandboxNotStarted("the image does not fit")) {
            try await harness.session.setPermissions(permissions)
        }
        #expect(await harness.session.permissions == PermissionSet())
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("a change of the permissions that cannot take a checkpoint says why")
    func refusedCheckpoint() async throws {
        let harness = SessionHarness(ScriptedLauncher { _ in ScriptedRunner(refusesCheckpoints: true) })
        _ = try await harness.run("a")
        var permissions = PermissionSet()
        try permissions.allow(.env, ["NAME"])
        await #expect(throws: ClocheError.sandboxRefused("table slot 41 is not known")) {
            try await harness.session.setPermissions(permissions)
        }
        await harness.session.close()
    }

    @Test("a sandbox that does not start is an error, and the next call tries again")
    func startFails() async throws {
        let harness = SessionHarness(ScriptedLauncher { ScriptedRunner(refusesBoot: $0 == 1) })
        await #expect(throws: ClocheError.self) { try await harness.session.start() }
        #expect(try await harness.run("a").value == "a")
        await harness.session.close()
    }

    @Test("a closed session throws, also where a cell runs")
    func closed() async throws {
        let harness = SessionHarness()
        let cell = try await harness.start("deaf")
        await harness.session.close()
        await #expect(throws: ClocheError.sessionClosed) { try await cell.value }
        await #expect(throws: ClocheError.sessionClosed) { try await harness.run("a") }
        #expect(harness.launcher.runners.first?.transport.isTerminated == true)
    }

    @Test("a cell that is too long for a frame is an error, and the runner lives on")
    func longCell() async throws {
        let harness = SessionHarness()
        let source = String(repeating: "#", count: Frame.maximumBodyLength + 1)
        await #expect(throws: ClocheError.self) { try await harness.run(source) }
        #expect(try await harness.run("a").cell == 1)
        await harness.session.close()
    }

    @Test("a session that nobody closes leaves no runner behind")
    func dropped() async throws {
        let launcher = ScriptedLauncher()
        var harness: SessionHarness? = SessionHarness(launcher)
        _ = try await harness?.run("a")
        let runner = try #require(launcher.runners.first)
        harness = nil
        await runner.end()
        #expect(runner.transport.isTerminated)
    }

    @Test("an interrupt while the sandbox starts keeps the cell from running")
    func interruptedStart() async throws {
        let gate = AsyncStream<Void>.makeStream()
        let harness = SessionHarness(ScriptedLauncher(gate: gate.stream))
        let cell = Task { try await harness.run("a") }
        while harness.launcher.attempts == 0 { await Task.yield() }
        harness.session.interrupt()
        while await !harness.session.isStopping { await Task.yield() }
        gate.continuation.finish()
        #expect(try await cell.value.status == .interrupted)
        #expect(try await harness.variables().isEmpty)
        #expect(try await harness.run("b").cell == 1)
        await harness.session.close()
    }
}

extension Session {
    /// True once the cell that runs or waits has been asked to stop.
    fileprivate var isStopping: Bool {
        get async { await stops.first?.ladder.reason != nil }
    }
}
