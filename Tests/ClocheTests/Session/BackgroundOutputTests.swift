import Testing

@testable import Cloche

@Suite("Output between cells", .timeLimit(.minutes(1)))
struct BackgroundOutputTests {
    private func showBetweenCells(_ harness: SessionHarness) async throws {
        _ = try await harness.run("a")
        await harness.launcher.runners.last?.send(.output(cell: 1, stream: .stdout, bytes: Array("tick\n".utf8)))
        // Its reply comes behind the output.
        _ = try await harness.session.variables()
    }

    @Test("goes to the background handler at once")
    func handler() async throws {
        let background = OutputLog()
        let harness = SessionHarness(background: background)
        try await showBetweenCells(harness)
        #expect(background.all == [.stream(.stdout, "tick\n")])
        _ = try await harness.run("b")
        #expect(harness.outputs.all.isEmpty)
        await harness.session.close()
    }

    @Test("is shown by the next cell where there is no handler")
    func leftover() async throws {
        let harness = SessionHarness()
        try await showBetweenCells(harness)
        #expect(harness.outputs.all.isEmpty)
        _ = try await harness.run("b")
        #expect(harness.outputs.all == [.stream(.stdout, "tick\n")])
        await harness.session.close()
    }
}
