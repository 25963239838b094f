import ClocheTestSupport
import Testing

@testable import Cloche

@Suite("Stopping a cell", .timeLimit(.minutes(5)))
struct StoppingTests {
    @Test("a cell that runs too long is interrupted and keeps the state")
    func timeout() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let cell = try await harness.start("loop")
        await harness.clock.pass(.seconds(5))
        let result = try await cell.value
        #expect(result.status == .timedOut)
        #expect(result.recovery == nil)
        #expect(harness.outputs.all == [.notice("cell 2 ran longer than 5 s; interrupting it")])
        #expect(try await harness.variables() == ["a", "loop"])
        await harness.session.close()
    }

    @Test("a cell that does not stop is ended with its sandbox, and the session goes back to the checkpoint before it")
    func deaf() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.checkpoint()
        let cell = try await harness.start("deaf")
        await harness.clock.pass(.seconds(5))
        await harness.clock.pass(.seconds(1))
        let result = try await cell.value
        #expect(result.status == .timedOut)
        #expect(result.recovery?.message == "cell 2 did not stop; the session is back as it was before it")
        #expect(result.recovery?.lostCells == [2])
        #expect(harness.launcher.runners.first?.transport.isTerminated == true)
        #expect(try await harness.variables() == ["a"])
        #expect(try await harness.run("b").cell == 3)
        await harness.session.close()
    }

    @Test("cells after the last checkpoint are named when they are lost")
    func lostCells() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        try await harness.checkpoint()
        _ = try await harness.run("b")
        let cell = try await harness.start("deaf")
        await harness.clock.pass(.seconds(5))
        await harness.clock.pass(.seconds(1))
        let result = try await cell.value
        let message = "cell 3 did not stop; the session is back as it was after cell 1; cells 2 and 3 are lost"
        #expect(result.recovery == Recovery(message: message, lostCells: [2, 3]))
        #expect(result.metadata.cells.map(\.isLost) == [false, true, true])
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("a cell that uses too much memory outside of Python is ended with its sandbox")
    func memory() async throws {
        let harness = SessionHarness(limits: Limits(timeout: nil, memory: 64 << 20))
        _ = try await harness.run("a")
        try await harness.checkpoint()
        let transport = harness.launcher.runners.first?.transport
        transport?.use(448 << 20)
        let cell = try await harness.start("loop")
        await harness.clock.pass(.milliseconds(250))
        await harness.clock.sleeping(.milliseconds(250))
        transport?.use((448 << 20) + 1)
        await harness.clock.pass(.milliseconds(250))
        let result = try await cell.value
        #expect(result.status == .died)
        let message =
            "cell 2 used more than 384 MiB of memory outside of Python; the session is back as it was before it"
        #expect(result.recovery == Recovery(message: message, lostCells: [2]))
        #expect(transport?.isTerminated == true)
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("the first interrupt stops the cell")
    func interrupt() async throws {
        let harness = SessionHarness()
        let cell = try await harness.start("loop")
        harness.session.interrupt()
        let result = try await cell.value
        #expect(result.status == .interrupted)
        #expect(harness.outputs.all.isEmpty)
        await harness.session.close()
    }

    @Test("a second interrupt ends the sandbox at once")
    func secondInterrupt() async throws {
        let harness = SessionHarness()
        let cell = try await harness.start("deaf")
        harness.session.interrupt()
        await harness.launcher.runners.first?.arrival(of: .interrupt)
        harness.session.interrupt()
        let result = try await cell.value
        #expect(result.status == .interrupted)
        #expect(result.recovery?.message == "cell 1 did not stop; the session is back as it was before it")
        await harness.session.close()
    }

    @Test("cancelling the task interrupts its cell")
    func cancellation() async throws {
        let harness = SessionHarness()
        let cell = try await harness.start("loop")
        cell.cancel()
        #expect(try await cell.value.status == .interrupted)
        await harness.session.close()
    }

    @Test("an interrupt while a cell asks for input cancels the question")
    func interruptedInput() async throws {
        let harness = SessionHarness()
        let asked = AsyncStream<Void>.makeStream()
        let cell = Task {
            try await harness.run("ask") { _ in
                asked.continuation.yield()
                try? await harness.clock.sleep(.seconds(1000))
                return "late"
            }
        }
        for await _ in asked.stream { break }
        harness.session.interrupt()
        #expect(try await cell.value.status == .interrupted)
        #expect(try await harness.run("a").status == .ok)
        await harness.session.close()
    }

    @Test("the time that the user takes to answer does not count")
    func timeOfInput() async throws {
        let harness = SessionHarness()
        let result = try await harness.run("ask") { _ in
            harness.clock.advance(.seconds(100))
            return "Ada"
        }
        #expect(result.status == .ok)
        await harness.session.close()
    }

    @Test("an interrupt where no cell runs does nothing")
    func idleInterrupt() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        harness.session.interrupt()
        #expect(try await harness.run("b").status == .ok)
        await harness.session.close()
    }

    @Test("a timeout of nil lets a cell run for ever")
    func noTimeout() async throws {
        let harness = SessionHarness(limits: Limits(timeout: nil))
        let cell = try await harness.start("loop")
        harness.session.interrupt()
        #expect(try await cell.value.status == .interrupted)
        await harness.session.close()
    }
}
