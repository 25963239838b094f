import Testing

@testable import ClocheTerminal

@Suite struct HistoryCompactionTests {
    private static let lines = """
        {"cell":"a"}
        {"cell":"b","time":1,"session":"s","number":1}
        {"cell":"a","time":2,"session":"s","number":2}
        {"later":["version"]}
        {"outcome":"ok","session":"s","number":1}
        {"cell":"c","time":3,"session":"t","number":1}
        {"outcome":"error","session":"t","number":1}

        """

    @Test func `outcomes join their cells, the newest of equal cells stays, what cannot be read too`() {
        let expected = """
            {"cell":"b","time":1,"session":"s","number":1,"outcome":"ok"}
            {"cell":"a","time":2,"session":"s","number":2}
            {"later":["version"]}
            {"cell":"c","time":3,"session":"t","number":1,"outcome":"error"}

            """
        #expect(compacted(Self.lines, to: HistoryBounds(cells: 10, bytes: 1 << 20)) == expected)
        #expect(compacted(expected, to: HistoryBounds(cells: 10, bytes: 1 << 20)) == expected)
    }

    @Test(arguments: [HistoryBounds(cells: 2, bytes: 1 << 20), HistoryBounds(cells: 10, bytes: 200)])
    func `the newest lines within the bounds stay`(bounds: HistoryBounds) {
        let expected = """
            {"later":["version"]}
            {"cell":"c","time":3,"session":"t","number":1,"outcome":"error"}

            """
        #expect(compacted(Self.lines, to: bounds) == expected)
    }

    @Test func `the newest line stays however long it is`() {
        let line = #"{"cell":"0123456789"}"# + "\n"
        #expect(compacted(line, to: HistoryBounds(cells: 1, bytes: 8)) == line)
    }

    @Test func `garbage that is larger than any cell goes`() {
        let garbage = String(repeating: "x", count: 100)
        let cell = #"{"cell":"a"}"# + "\n"
        #expect(compacted(cell + garbage + "\n", to: HistoryBounds(cells: 9, bytes: 400)) == cell)
    }

    private func compacted(_ lines: String, to bounds: HistoryBounds) -> String {
        String(decoding: HistoryCompaction.compacted(Array(lines.utf8), to: bounds), as: UTF8.self)
    }
}
