import Foundation
import Testing

@testable import Cloche

@Suite("Session: undo, redo, goto", .timeLimit(.minutes(5)))
struct SessionTravelTests {
    /// A session that has run cells and has a checkpoint of each.
    private func harness(_ cells: String..., launcher: ScriptedLauncher = ScriptedLauncher()) async throws
        -> SessionHarness
    {
        let harness = SessionHarness(launcher)
        for cell in cells {
            _ = try await harness.run(cell)
            try await harness.checkpoint()
        }
        return harness
    }

    @Test("undo rewinds the runner that is there, redo takes it forward again")
    func inPlace() async throws {
        let harness = try await harness("a", "b", "c")
        #expect(try await harness.session.undo(2) == Travel(from: 3, to: 1, undone: [2, 3]))
        #expect(try await harness.variables() == ["a"])
        #expect(await harness.session.metadata.cells.map(\.isUndone) == [false, true, true])
        #expect(await harness.session.position == 1)
        #expect(try await harness.session.redo() == Travel(from: 1, to: 2, redone: [2]))
        #expect(try await harness.variables() == ["a", "b"])
        #expect(await harness.session.metadata.cells.map(\.isUndone) == [false, false, true])
        #expect(harness.launcher.runners.count == 1)
        await harness.session.close()
    }

    @Test("what has no checkpoint yet gets one before it is undone")
    func uncovered() async throws {
        let harness = try await harness("a")
        _ = try await harness.run("b")
        #expect(try await harness.session.undo().to == 1)
        #expect(try await harness.session.redo().redone == [2])
        #expect(try await harness.variables() == ["a", "b"])
        await harness.session.close()
    }

    @Test("the start is a fresh interpreter")
    func start() async throws {
        let harness = try await harness("a")
        let travel = try await harness.session.undo()
        #expect(travel == Travel(from: 1, to: 0, undone: [1], isInPlace: false))
        #expect(try await harness.variables().isEmpty)
        #expect(try await harness.session.redo() == Travel(from: 0, to: 1, redone: [1], isInPlace: false))
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("a new cell after an undo gets a number of its own, and both lines can be visited")
    func branches() async throws {
        let harness = try await harness("a", "b")
        _ = try await harness.session.undo()
        #expect(try await harness.run("c").cell == 3)
        #expect(try await harness.variables() == ["a", "c"])
        #expect(try await harness.session.goTo(2) == Travel(from: 3, to: 2, undone: [3], redone: [2]))
        #expect(try await harness.variables() == ["a", "b"])
        #expect(await harness.session.checkpoints.map(\.parent) == [nil, 0, 1, 1])
        await harness.session.close()
    }

    @Test("a branch with a name is gone to by it")
    func names() async throws {
        let harness = try await harness("a", "b")
        #expect(try await harness.session.setBranch("main") == nil)
        _ = try await harness.session.undo()
        _ = try await harness.run("c")
        #expect(await harness.session.branch == nil)
        #expect(try await harness.session.setBranch("main")?.to == 2)
        #expect(await harness.session.branch == "main")
        await #expect(throws: ClocheError.self) { try await harness.session.setBranch("a b") }
        await harness.session.close()
    }

    @Test("a cell that dies goes back to where the session was, not to where it had been")
    func deathAfterUndo() async throws {
        let harness = try await harness("a", "b")
        _ = try await harness.session.undo()
        let result = try await harness.run("die")
        #expect(result.recovery?.lostCells == [3])
        #expect(try await harness.variables() == ["a"])
        #expect(try await harness.session.goTo(2).isInPlace == false)
        #expect(try await harness.variables() == ["a", "b"])
        await harness.session.close()
    }

    @Test(
        "what cannot be done is told, and nothing has changed",
        arguments: [
            ("undo", 3, "Cannot undo 3 cells: only 2 cells can be undone"),
            ("undo", 0, "Cannot undo 0 cells: the number has to be 1 or more"),
            ("redo", 1, "Cannot redo 1 cell: there is nothing that can be redone"),
            ("goto", 9, "Cannot go to cell 9: the latest checkpoint is that of cell 2"),
            ("goto", -1, "Cannot go to cell -1: the oldest checkpoint that is kept is that of cell 0"),
        ]
    )
    func refusals(verb: String, number: Int, message: String) async throws {
        let harness = try await harness("a", "b")
        let error = await #expect(throws: ClocheError.self) {
            switch verb {
            case "undo": try await harness.session.undo(number)
            case "redo": try await harness.session.redo(number)
            default: try await harness.session.goTo(number)
            }
        }
        #expect(error?.message == message)
        #expect(try await harness.variables() == ["a", "b"])
        await harness.session.close()
    }
}
