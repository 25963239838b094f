import Foundation
import Testing

@testable import Cloche

@Suite("Sessions from and to pickles", .timeLimit(.minutes(5)))
struct SessionPickleRunTests {
    private func pickle(_ words: String, packages: [String] = []) -> SessionPickle {
        SessionPickle(
            bytes: Data([0x80, 4] + Array(words.utf8)),
            metadata: PickleMetadata(created: Date(timeIntervalSince1970: 60), packages: packages)
        )
    }

    @Test("a pickle takes the place of the variables, in a copy of the sandbox, and counts as a cell")
    func restored() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let report = try await harness.session.restore(pickle("x y", packages: ["numpy"]))
        let lost = [PickleLoss(name: "gone", reason: "why")]
        #expect(report == PickleReport(variables: ["x", "y"], lost: lost, packages: ["numpy"], size: 5))
        #expect(harness.launcher.runners.count == 2)
        #expect(try await harness.variables() == ["x", "y"])
        #expect(try await harness.run("b").cell == 3)
        let metadata = await harness.session.metadata
        #expect(metadata.cells.map(\.source) == ["a", "# a session was loaded here", "b"])
        #expect(metadata.created == Date(timeIntervalSince1970: 60))
        await harness.session.close()
    }

    @Test(
        "a pickle that cannot be used leaves the session untouched",
        arguments: [
            ("refuse", "Cannot load the session: it is damaged"),
            ("die", "Cannot use the pickle: the sandbox died over it"),
            ("mumble", "Cannot use the pickle: the sandbox told nothing that can be read"),
            ("chunk", "Cannot use the pickle: the sandbox died over it"),
        ]
    )
    func refused(_ words: String, _ message: String) async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let error = await #expect(throws: ClocheError.self) { try await harness.session.restore(pickle(words)) }
        #expect(error?.message == message)
        #expect(try await harness.variables() == ["a"])
        #expect(try await harness.run("b").cell == 2)
        #expect(await harness.launcher.runners[0].count(of: .execute) == 2)
        await harness.session.close()
    }

    @Test("a pickle that does not end is interrupted, and ended where that does not help")
    func stopped() async throws {
        for (words, reason) in [("loop", "it was interrupted"), ("deaf", "it was interrupted, and did not stop")] {
            let harness = SessionHarness()
            _ = try await harness.run("a")
            let task = Task { try await harness.session.restore(pickle(words)) }
            while harness.launcher.runners.count < 2 { await Task.yield() }
            await harness.launcher.runners[1].arrival(of: .chunk, count: 4)
            harness.session.interrupt()
            await harness.launcher.runners[1].arrival(of: .interrupt)
            if words == "deaf" { harness.session.interrupt() }
            let error = await #expect(throws: ClocheError.self) { try await task.value }
            #expect(error?.message == "Cannot use the pickle: \(reason)")
            #expect(try await harness.variables() == ["a"])
            await harness.session.close()
        }
    }

    @Test("a session is saved as a pickle from a copy, and goes on as it was")
    func saved() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        _ = try await harness.run("b")
        let (pickle, report) = try await harness.session.pickle()
        #expect(pickle.bytes == Data([0x80, 4] + Array("a b".utf8)))
        #expect(pickle.metadata.created == (await harness.session.metadata.created))
        #expect(report.variables == ["a", "b"])
        #expect(report.size == 5)
        #expect(await harness.launcher.runners[0].count(of: .pickle) == 0)
        #expect(try await harness.run("c").cell == 3)
        await harness.session.close()
    }

    @Test("a runner that gives another part than a pickle is ended")
    func tampered() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("odd")
        await #expect(throws: ClocheError.self) { _ = try await harness.session.pickle() }
        #expect(try await harness.variables() == ["odd"])
        await harness.session.close()
    }

    @Test("a pickle larger than the memory limit is refused before anything starts")
    func large() async throws {
        let harness = SessionHarness(limits: Limits(memory: 64 << 20))
        let large = SessionPickle(bytes: Data(count: (64 << 20) + 1))
        await #expect(throws: ClocheError.tooLargePickle((64 << 20) + 1, maximum: 64 << 20)) {
            try await harness.session.restore(large)
        }
        #expect(harness.launcher.runners.isEmpty)
        await harness.session.close()
    }
}
