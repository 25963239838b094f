import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct HistoryIndexTests {
    @Test func `what is found is what a look at every cell finds`() {
        var random = SplitMix(state: 11)
        let letters = ["a", "b", "é", "e\u{301}", "日", "\n", "\u{10FFFF}"]
        var fold = HistoryFold()
        var cells: [String] = []
        for _ in 0..<2000 {
            let cell = Self.text(1...5, letters, &random)
            fold.add(.cell(HistoryEntry(cell: cell)))
            cells.removeAll { Array($0.utf8) == Array(cell.utf8) }
            cells.append(cell)
            let text = Self.text(0...3, letters, &random)
            let found = fold.rest(after: text)
            #expect(found.map { Array($0.utf8) } == Self.rest(after: text, in: cells))
        }
    }

    private static func text(_ length: ClosedRange<Int>, _ letters: [String], _ random: inout SplitMix) -> String {
        (0..<Int.random(in: length, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }.joined()
    }

    private static func rest(after text: String, in cells: [String]) -> [UInt8]? {
        let text = Array(text.utf8)
        let rests = cells.filter { $0.utf8.starts(with: text) }.map { Array($0.utf8.dropFirst(text.count)) }
        return rests.last { !$0.isEmpty && !$0.starts(with: "\u{301}".utf8) }
    }
}
