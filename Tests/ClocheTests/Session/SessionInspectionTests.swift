import ClocheTestSupport
import Testing

@testable import Cloche

@Suite("Asking about a session", .timeLimit(.minutes(5)))
struct SessionInspectionTests {
    @Test("answers come from the runner, and take the place of no more than there is")
    func answers() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("price")
        let found = try await harness.session.complete("pr", at: 2)
        #expect(found == CompletionResult(replaced: 2, candidates: [CompletionCandidate(text: "price", type: "cell")]))
        #expect(try await harness.session.signature(of: "f") == CallSignature(name: "f"))
        #expect(try await harness.session.signature(of: "unknown") == nil)
        let inspection = try await harness.session.inspect("f", source: true)
        #expect(inspection == Inspection(name: "f", kind: "cell", type: "cell"))
        await harness.session.close()
    }

    @Test("the cursor counts Unicode scalars and stays in the text")
    func cursor() async throws {
        let harness = SessionHarness()
        _ = try await harness.session.complete("e\u{301}x", at: 99)
        let asked = await harness.launcher.runners.last?.received.last
        #expect(asked == .complete(request: 1, cursor: 3, source: "e\u{301}x"))
        await harness.session.close()
    }

    @Test("while a cell runs nothing is known, at once")
    func busy() async throws {
        let harness = SessionHarness()
        let cell = try await harness.start("loop")
        #expect(try await harness.session.complete("lo", at: 2) == CompletionResult())
        #expect(try await harness.session.signature(of: "f") == nil)
        #expect(try await harness.session.inspect("f", source: false) == nil)
        #expect(await harness.launcher.runners.last?.count(of: .complete) == 0)
        harness.session.interrupt()
        #expect(try await cell.value.status == .interrupted)
        await harness.session.close()
    }

    @Test("an answer that is late is given up; cells go on, and the session is asked again when it has come")
    func late() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let runner = try #require(harness.launcher.runners.last)
        async let answer = harness.session.complete("late", at: 4)
        await runner.arrival(of: .complete)
        await harness.clock.pass(.seconds(2))
        #expect(try await answer == CompletionResult())
        #expect(try await harness.run("b").value == "b")
        #expect(try await harness.session.complete("a", at: 1) == CompletionResult())
        #expect(await runner.count(of: .complete) == 1)
        await runner.answerLate()
        _ = try await harness.run("c")
        #expect(try await harness.session.complete("a", at: 1).candidates.map(\.text) == ["a"])
        #expect(runner.transport.isTerminated == false)
        await harness.session.close()
    }

    @Test("a question that the runner refuses has an empty answer")
    func refused() async throws {
        let harness = SessionHarness()
        #expect(try await harness.session.complete("refuse", at: 6) == CompletionResult())
        #expect(try await harness.run("a").value == "a")
        await harness.session.close()
    }

    @Test("an answer to another question ends the runner")
    func tampered() async throws {
        let harness = SessionHarness()
        let error = await #expect(throws: ClocheError.self) { try await harness.session.complete("tamper", at: 6) }
        #expect(error?.code == .sandboxTampered)
        #expect(try await harness.run("a").value == "a")
        await harness.session.close()
    }

    @Test("a session that is closed says so")
    func closed() async throws {
        let harness = SessionHarness()
        await harness.session.close()
        let error = await #expect(throws: ClocheError.self) { try await harness.session.complete("a", at: 1) }
        #expect(error?.code == .sessionClosed)
    }
}
