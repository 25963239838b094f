import ClocheTestSupport
import Testing

@testable import Cloche

@Suite("Recovery", .timeLimit(.minutes(5)))
struct RecoveryTests {
    @Test("a sandbox that dies while a cell runs is replaced", arguments: ["die", "crash"])
    func death(command: String) async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.checkpoint()
        let result = try await harness.run(command)
        #expect(result.status == .died)
        #expect(
            result.recovery?.message == "the sandbox died while cell 2 ran; the session is back as it was before it"
        )
        #expect(try await harness.run("b").recovery == nil)
        #expect(try await harness.variables() == ["a", "b"])
        await harness.session.close()
    }

    @Test(
        "a runner that breaks the rules is ended and replaced",
        arguments: ["key", "cell", "request", "ready", "length", "json", "flood"]
    )
    func tampering(how: String) async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.checkpoint()
        let result = try await harness.run("tamper \(how)")
        let message = "the runner tampered with its channel while cell 2 ran; the session is back as it was before it"
        #expect(result.status == .died)
        #expect(result.recovery?.message == message)
        #expect(harness.launcher.runners.first?.transport.isTerminated == true)
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("a sandbox that dies between cells is replaced, and the next cell tells what was lost")
    func idleDeath() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.checkpoint()
        _ = try await harness.run("b")
        harness.launcher.runners.first?.transport.end()
        while await harness.session.isRunnerAlive { await Task.yield() }
        let result = try await harness.run("c")
        let message = "the sandbox died; the session is back as it was after cell 1; cell 2 is lost"
        #expect(result.recovery == Recovery(message: message, lostCells: [2]))
        #expect(harness.outputs.all == [.notice(message)])
        #expect(try await harness.variables() == ["a", "c"])
        await harness.session.close()
    }

    @Test("a checkpoint is taken before the next cell where the last ones took more than a second")
    func dueCheckpoint() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("slow")
        let result = try await harness.run("die")
        #expect(
            result.recovery?.message == "the sandbox died while cell 2 ran; the session is back as it was before it"
        )
        #expect(try await harness.variables() == ["slow"])
        await harness.session.close()
    }

    @Test("the second checkpoint adds to the first, and both are restored")
    func incremental() async throws {
        let harness = SessionHarness()
        for cell in ["a", "b", "c"] {
            _ = try await harness.run(cell)
            try await harness.checkpoint()
        }
        let checkpoint = try #require(await harness.session.timeline.checkpoint)
        #expect(checkpoint.heap.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a", "b", "c"])
        #expect(checkpoint.files.map(\.name.id) == ["file-1"])
        _ = try await harness.run("die")
        #expect(try await harness.variables() == ["a", "b", "c"])
        await harness.session.close()
    }
}

extension Session {
    fileprivate var isRunnerAlive: Bool {
        get async {
            guard case .ready(let connection) = runner else { return false }
            return await !connection.hasEnded
        }
    }
}
