import Foundation
import Testing

@testable import Cloche

@Suite("Session: journal and resume", .timeLimit(.minutes(5)))
final class SessionResumeTests {
    private let folder = NSTemporaryDirectory() + "cloche-sessions-" + UUID().uuidString

    private var journals: JournalFolder { JournalFolder(path: folder) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func harness(_ journals: JournalFolder? = nil) -> SessionHarness {
        SessionHarness(journal: journals ?? self.journals)
    }

    /// The id of the one session that is stored.
    private func onlyID() throws -> String {
        let sessions = try journals.sessions()
        return try #require(sessions.count == 1 ? sessions.first?.id : nil)
    }

    @Test("a session without a cell leaves nothing behind")
    func empty() async throws {
        let harness = harness()
        try await harness.session.start()
        await harness.session.close()
        #expect(try journals.sessions().isEmpty)
    }

    @Test("a session that was cut off is taken up with its state, its cells and what they showed")
    func resume() async throws {
        let first = harness()
        _ = try await first.run("a")
        _ = try await first.run("show hello")
        await first.session.settle()
        await first.session.close(because: "signal", isWanted: false)
        let stored = try #require(try journals.sessions().first)
        #expect(stored.state == .interrupted)
        #expect(stored.cells == 2)

        let second = harness()
        let resumed = try await second.session.resume(stored.id)
        #expect(resumed.position == 2)
        #expect(resumed.transcript.map(\.cell.source) == ["a", "show hello"])
        #expect(resumed.transcript.map(\.stdout) == ["", "hello"])
        #expect(resumed.transcript.map(\.value) == ["a", nil])
        #expect(resumed.interrupted == nil)
        #expect(resumed.flaw == nil)
        #expect(try await second.variables() == ["a", "show hello"])
        #expect(try await second.run("b").cell == 3)
        #expect(try await second.session.undo(2).to == 1)
        #expect(try await second.variables() == ["a"])
        await second.session.close()
        #expect(try journals.sessions().map(\.state) == [.ended])
    }

    @Test("the cell that ran is named and not run")
    func interruptedCell() async throws {
        let first = harness()
        _ = try await first.run("a")
        await first.session.settle()
        let running = try await first.start("loop")
        await first.session.close(because: "signal", isWanted: false)
        _ = try? await running.value

        let second = harness()
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.interrupted == StoredCell(number: 2, source: "loop"))
        #expect(try await second.variables() == ["a"])
        #expect(try await second.run("b").cell == 3)
        await second.session.close()
    }

    @Test("a cell that ended without a checkpoint is named like one that ran")
    func uncoveredCell() async throws {
        let first = harness()
        _ = try await first.run("a")
        _ = try await first.run("b")
        await first.session.settle()
        await first.session.close(because: "signal", isWanted: false)
        let (journal, entries, _) = try Journal.open(id: try onlyID(), in: journals)
        let isLast = { (entry: JournalEntry) in
            if case .checkpoint(let checkpoint) = entry.record { checkpoint.number == 2 } else { false }
        }
        _ = try journal.rewrite(entries.filter { !isLast($0) })
        journal.close()

        let second = harness()
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.position == 1)
        #expect(resumed.interrupted == StoredCell(number: 2, source: "b"))
        #expect(resumed.metadata.cells.map(\.isLost) == [false, true])
        #expect(try await second.variables() == ["a"])
        await second.session.close()
    }

    @Test("undone cells and branches are as they were")
    func timeline() async throws {
        let first = harness()
        for cell in ["a", "b", "c"] { _ = try await first.run(cell) }
        _ = try await first.session.setBranch("main")
        _ = try await first.session.undo(2)
        _ = try await first.run("d")
        await first.session.settle()
        let checkpoints = await first.session.checkpoints
        await first.session.close(because: "signal", isWanted: false)

        let second = harness()
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.position == 4)
        #expect(resumed.metadata.cells.map(\.isUndone) == [false, true, true, false])
        #expect(await second.session.checkpoints == checkpoints)
        #expect(try await second.session.setBranch("main")?.to == 3)
        #expect(try await second.variables() == ["a", "b", "c"])
        await second.session.close()
    }

    @Test("a session that is closed right after a cell can be taken up after it", arguments: [true, false])
    func closedAtOnce(_ isWanted: Bool) async throws {
        let first = harness()
        _ = try await first.run("a")
        await first.session.close(because: "closed", isWanted: isWanted)

        let second = harness()
        #expect(try await second.session.resume(try onlyID()).position == 1)
        #expect(try await second.variables() == ["a"])
        await second.session.close()
    }

    @Test("a state that is taken again when it is resumed keeps the cells that went on from it")
    func takenAgain() async throws {
        let first = harness()
        for cell in ["a", "b", "c"] { _ = try await first.run(cell) }
        _ = try await first.session.undo(2)
        await first.session.close(because: "signal", isWanted: false)
        for _ in 0..<2 {
            let next = harness()
            #expect(try await next.session.resume(try onlyID()).position == 1)
            _ = try await next.session.variables()
            await next.session.settle()
            let checkpoints = await next.session.checkpoints
            #expect(checkpoints.map(\.number) == [0, 1, 2, 3])
            #expect(checkpoints.map(\.parent) == [nil, 0, 1, 2])
            await next.session.close(because: "signal", isWanted: false)
        }
    }

    @Test("a branch ends at the last cell that went on it")
    func branch() async throws {
        let first = harness()
        _ = try await first.run("a")
        _ = try await first.session.setBranch("main")
        for cell in ["b", "c"] { _ = try await first.run(cell) }
        _ = try await first.session.undo(2)
        _ = try await first.run("d")
        _ = try await first.session.setBranch("main")
        await first.session.close(because: "signal", isWanted: false)

        let second = harness()
        #expect(try await second.session.resume(try onlyID()).position == 3)
        #expect(await second.session.branch == "main")
        _ = try await second.run("e")
        #expect(try await second.session.goTo(4).to == 4)
        #expect(try await second.session.setBranch("main")?.to == 5)
        await second.session.close()
    }

    @Test("a reset begins the journal anew")
    func reset() async throws {
        let first = harness()
        _ = try await first.run("a")
        try await first.session.reset()
        _ = try await first.run("b")
        await first.session.settle()
        await first.session.close(because: "signal", isWanted: false)

        let second = harness()
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.metadata.cells.map(\.source) == ["b"])
        #expect(try await second.variables() == ["b"])
        await second.session.close()
    }

    @Test("a session that was loaded from a file goes on from it")
    func loaded() async throws {
        let file = SessionHarness()
        _ = try await file.run("a")
        let bytes = try await file.session.sessionBytes()
        await file.session.close()

        let first = harness()
        _ = try await first.session.restore(bytes: bytes)
        _ = try await first.run("b")
        await first.session.settle()
        await first.session.close(because: "signal", isWanted: false)

        let second = harness()
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.metadata.cells.map(\.source) == ["a", "b"])
        #expect(try await second.variables() == ["a", "b"])
        #expect(await second.session.checkpoints.map(\.number) == [1, 2])
        await second.session.close()
    }

    @Test("what is of no use any longer leaves the journal, and the rest can be gone to")
    func thinning() async throws {
        var journals = journals
        journals.maximumCheckpoints = 3
        let first = harness(journals)
        for cell in 1...8 { _ = try await first.run("cell\(cell)") }
        await first.session.settle()
        #expect(await first.session.checkpoints.map(\.number) == [0, 6, 7, 8])
        await first.session.close(because: "signal", isWanted: false)

        let second = harness(journals)
        let resumed = try await second.session.resume(try onlyID())
        #expect(resumed.metadata.cells.count == 8)
        #expect(try await second.session.goTo(6).to == 6)
        #expect(try await second.variables().count == 6)
        await second.session.close()
    }

    @Test("a session of another is not taken up while that one lives, and this one is untouched")
    func inUse() async throws {
        let first = harness()
        _ = try await first.run("a")
        await first.session.settle()
        let second = harness()
        _ = try await second.run("mine")
        let id = try #require(try journals.sessions().first { $0.lastSource == "a" }?.id)
        let error = await #expect(throws: ClocheError.self) { try await second.session.resume(id) }
        #expect(error?.code == .sessionInUse)
        #expect(try await second.variables() == ["mine"])
        await first.session.close()
        await second.session.close()
    }

    @Test("a journal that cannot be written is told of once, and cells go on")
    func unwritable() async throws {
        let harness = harness(JournalFolder(path: "/dev/null/sessions"))
        _ = try await harness.run("a")
        await harness.session.settle()
        _ = try await harness.run("b")
        await harness.session.settle()
        _ = try await harness.run("c")
        let notices = harness.outputs.all.filter { if case .notice = $0 { true } else { false } }
        #expect(notices.count == 1)
        #expect(try await harness.session.undo(2).to == 1)
        await harness.session.close()
    }
}
