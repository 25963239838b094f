import Testing

@testable import ClocheTerminal

@Suite struct HistoryFoldTests {
    @Test func `of equal cells the newest stays`() {
        let fold = Self.make(
            "a",
            "b",
            "a",
            "c",
            "b"
        )
        #expect(fold.entries.map(\.cell) == ["a", "c", "b"])
        #expect(fold.entries.map(\.number) == [3, 4, 5])
    }

    @Test func `an outcome finds its cell, and none that another one took the place of`() {
        var fold = Self.make("a", "b", "a")
        for number in 1...3 { fold.add(.outcome(HistoryRun(session: "s", number: number), "\(number)")) }
        fold.add(.outcome(HistoryRun(session: "t", number: 3), "other"))
        #expect(fold.entries.map(\.outcome) == ["2", "3"])
    }

    @Test(
        arguments: [
            ("import", " re\nre.I"), ("import o", "s"), ("import os", nil), ("", "\u{E9}"), ("imports", nil),
            ("a long beginning ", "of this cell"), ("a long beginning of another", nil), ("e", nil), ("日", "本"),
        ] as [(String, String?)]
    )
    func `the rest of the newest cell that begins with a text is found`(text: String, rest: String?) {
        var fold = Self.make(
            "日本",
            "import os",
            "a long beginning of this cell",
            "import re\nre.I",
            "e\u{301}",
            "\u{E9}"
        )
        let found = fold.rest(after: text)
        #expect(found == rest)
    }

    @Test func `cells that are run again and again take no more room`() {
        var fold = HistoryFold()
        for number in 0..<5000 {
            fold.add(.cell(HistoryEntry(cell: "x\(number % 3)", session: "s", number: number)))
        }
        fold.add(.outcome(HistoryRun(session: "s", number: 4999), "ok"))
        #expect(fold.entries.map(\.cell) == ["x2", "x0", "x1"])
        #expect(fold.entries.last?.outcome == "ok")
    }

    private static func make(_ cells: String...) -> HistoryFold {
        var fold = HistoryFold()
        for (index, cell) in cells.enumerated() {
            fold.add(.cell(HistoryEntry(cell: cell, session: "s", number: index + 1)))
        }
        return fold
    }
}
