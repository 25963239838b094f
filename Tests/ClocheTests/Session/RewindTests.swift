import ClocheTestSupport
import Testing

@testable import Cloche

@Suite("Rewinding a runner", .timeLimit(.minutes(5)))
struct RewindTests {
    @Test("a runner goes back to a checkpoint and forward again, and what came since the last one is gone")
    func backAndForward() async throws {
        let (connection, _) = try await boot()
        let one = try await checkpoint(connection, after: "a")
        let two = try await checkpoint(connection, after: "b", base: one)
        try await run("c", connection)
        let report = try await connection.rewind(to: one.references, parts: [two.heap[1]])
        #expect(report.heapBytes == 1000)
        #expect(try await variables(connection) == ["a"])
        _ = try await connection.rewind(to: two.references, parts: [two.heap[1]])
        #expect(try await variables(connection) == ["a", "b"])
        await connection.close()
    }

    @Test("a checkpoint after a rewind adds to the one that was gone to")
    func branch() async throws {
        let (connection, _) = try await boot()
        let one = try await checkpoint(connection, after: "a")
        let two = try await checkpoint(connection, after: "b", base: one)
        _ = try await connection.rewind(to: one.references, parts: [two.heap[1]])
        let three = try await checkpoint(connection, after: "c", base: one)
        #expect(three.heap.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a", "c"])
        await connection.close()
    }

    @Test("a runner that cannot go there says so and goes on as it was")
    func refusal() async throws {
        let (connection, _) = try await boot()
        let one = try await checkpoint(connection, after: "a")
        _ = try await checkpoint(connection, after: "b", base: one)
        await #expect(throws: ClocheError.sandboxRefused("the parts do not lead there")) {
            try await connection.rewind(to: one.references, parts: [])
        }
        #expect(try await variables(connection) == ["a", "b"])
        await connection.close()
    }

    @Test("an answer to a rewind that nobody asked for ends the runner")
    func unasked() async throws {
        let (connection, runner) = try await boot()
        await runner.send(.rewound(RewoundReport(request: 1, heapBytes: 1)))
        await #expect(throws: ClocheError.self) { try await variables(connection) }
        #expect(await connection.ending?.code == .sandboxTampered)
        await connection.close()
    }

    private func boot() async throws -> (RunnerConnection, ScriptedRunner) {
        let runner = ScriptedRunner()
        Task { await runner.play() }
        let connection = RunnerConnection(runner.transport, timing: SessionTiming(), maximumCheckpointBytes: 1 << 20)
        _ = try await connection.boot(.make(), from: nil)
        return (connection, runner)
    }

    private func run(_ source: String, _ connection: RunnerConnection) async throws {
        _ = try await connection.execute(.make(source: source)) { _ in }
    }

    private func checkpoint(
        _ connection: RunnerConnection,
        after source: String,
        base: Checkpoint? = nil
    ) async throws -> Checkpoint {
        try await run(source, connection)
        return try await connection.checkpoint(full: base == nil, base: base)
    }

    private func variables(_ connection: RunnerConnection) async throws -> [String] {
        try await connection.variables().map(\.name)
    }
}

extension BootRequest {
    fileprivate static func make() -> BootRequest {
        BootRequest(key: "", workingDirectory: "/", arguments: [])
    }
}

extension CellRequest {
    fileprivate static func make(source: String) -> CellRequest {
        CellRequest(
            cell: 1,
            name: "<cell 1>",
            display: true,
            maxOutput: 1000,
            maxNetBytes: 1000,
            columns: 80,
            rows: 24,
            source: source
        )
    }
}
