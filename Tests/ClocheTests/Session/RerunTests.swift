import Foundation
import Synchronization
import Testing

@testable import Cloche

@Suite("Running a session file's cells again", .timeLimit(.minutes(5)))
struct RerunTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString).cloche").path

    /// Writes a file of another build, whose sections are gone.
    private func write(_ cells: [(source: String, status: ExecutionStatus)], lost: Set<Int> = []) throws {
        var file = SessionFile.make(build: BuildIdentity(pyodide: "313.0.0", runner: "fedcba9876543210"))
        file.metadata.cells = cells.enumerated().map { index, cell in
            let number = index + 1
            var record = CellRecord(number: number, source: cell.source, status: cell.status, duration: .zero)
            record.isLost = lost.contains(number)
            return record
        }
        try file.data().dropLast(5).write(to: URL(filePath: path))
    }

    @Test("the cells run in order in a fresh sandbox, each beside how it ended before")
    func runs() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write([("a", .ok), ("b", .error), ("gone", .died), ("c", .ok)], lost: [3])
        let harness = SessionHarness()
        _ = try await harness.run("before")
        let ended = Mutex<[String]>([])
        let report = try await harness.session.rerun(
            from: path,
            ended: { cell in
                ended.withLock { $0.append("\(cell.recorded.number) \(cell.result.status) \(cell.isSame)") }
            }
        )
        #expect(report.ran == 3)
        #expect(report.same == 2)
        #expect(report.left == 0)
        #expect(ended.withLock { $0 } == ["1 ok true", "2 ok false", "4 ok true"])
        #expect(try await harness.variables() == ["a", "b", "c"])
        #expect(harness.launcher.runners.count == 2)
        await harness.session.close()
    }

    @Test("an interruption that was not there before leaves the rest")
    func interrupted() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write([("a", .ok), ("loop", .ok), ("c", .ok)])
        let harness = SessionHarness()
        let session = harness.session
        let again = Task { [path] in try await session.rerun(from: path) }
        while harness.launcher.runners.isEmpty { await Task.yield() }
        await harness.launcher.runners.last?.arrival(of: .execute, count: 2)
        session.interrupt()
        let report = try await again.value
        #expect(report.ran == 2)
        #expect(report.left == 1)
        await session.close()
    }

    @Test("a file without cells leaves the session untouched")
    func nothing() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write([("gone", .died)], lost: [1])
        let harness = SessionHarness()
        _ = try await harness.run("a")
        await #expect(throws: ClocheError.invalidSessionFile("it has no cells to run again", "'\(path)'")) {
            try await harness.session.rerun(from: path)
        }
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }
}
