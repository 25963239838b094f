import ClocheTestSupport
import Foundation
import Testing

@testable import ClocheTerminal

/// Starts many programs that write into one history at once.
@Suite(.serialized, .timeLimit(.minutes(5))) struct HistoryProcessTests {
    private let folder = NSTemporaryDirectory() + "cloche-histories-" + UUID().uuidString
    private var path: String { folder + "/history" }

    @Test func `twenty writers of a thousand cells lose none, while the file is made smaller`() throws {
        defer { clean() }
        let writers = try (0..<20).map {
            try Writer(path, name: "w\($0)", count: 1000, times: 2, cells: 20_000, bytes: 5_000_000)
        }
        for writer in writers { #expect(writer.wait() == 0) }
        let history = History(path: path, maximumCells: 20_000)
        let expected = Set((0..<20).flatMap { writer in (0..<1000).map { Self.cell("w\(writer)", $0) } })
        #expect(expected.subtracting(history.cells).isEmpty)
        #expect(history.cells.count == 20_000)
        #expect(history.entries.allSatisfy { $0.outcome == "ok" })
        // Four lines a cell were written.
        #expect(try #require(size) < 5_000_000)
    }

    @Test func `whatever is killed, the file loads with every cell that was written`() throws {
        defer { clean() }
        var random = SplitMix(state: 3)
        var expected = Set<String>()
        for round in 0..<8 {
            let writers = try (0..<3).map {
                try Writer(path, name: "r\(round)w\($0)", count: 30, times: 1000, cells: 30_000, bytes: 300_000)
            }
            for writer in writers {
                let cells = writer.kill(after: Int.random(in: 0..<300, using: &random))
                expected.formUnion(cells.map { Self.cell(writer.name, $0) })
            }
            let history = History(path: path, maximumCells: 30_000)
            #expect(expected.subtracting(history.cells).isEmpty)
            #expect(history.begin("round \(round)").failure == nil)
            #expect(History(path: path, maximumCells: 30_000).cells.last == "round \(round)")
            #expect(try #require(size) < 310_000)
        }
    }

    private var size: Int? { try? Data(contentsOf: URL(fileURLWithPath: path)).count }

    private static func cell(_ name: String, _ number: Int) -> String { "print('\(name)')\nprint(\(number))" }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }
}
