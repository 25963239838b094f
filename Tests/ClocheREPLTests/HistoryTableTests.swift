import ClocheTerminal
import Testing

@testable import ClocheREPL

@Suite struct HistoryTableTests {
    private static let now = 1_790_000_000
    private static let entries: [(back: Int, entry: HistoryEntry)] = [
        (12, HistoryEntry(cell: "from an = earlier_version")),
        (9, HistoryEntry(cell: "import os", time: now - 500_000, session: "s", number: 1, outcome: "ok")),
        (8, HistoryEntry(cell: "for i in x:\n\tprint(i)", time: now, session: "s", number: 2, outcome: "interrupted")),
        (7, HistoryEntry(cell: "def f():\n    a\n    b", time: now, session: "s", number: 3, outcome: "ok")),
        (6, HistoryEntry(cell: "s = '日本語の長い文字列です' * 2", time: now, session: "s", number: 4, outcome: "error")),
        (5, HistoryEntry(cell: ":allow net", time: now, session: "s", number: 5, outcome: "command")),
        (4, HistoryEntry(cell: "\u{1B}[31m\tx", time: now, session: "s", number: 6, outcome: "timedOut")),
        (3, HistoryEntry(cell: "killed()", time: now, session: "s", number: 7)),
    ]

    @Test("Each cell is a line, with what that does not show in brackets")
    func lines() {
        let expected = """
            -12              from an = earlier_version
             -9  2026-09-15  import os
             -8       14:13  for i in x: (+1 line, interrupted)
             -7       14:13  def f(): (+2 lines)
             -6       14:13  s = '日本語の長い文字列です' * 2 (error)
             -5       14:13  :allow net
             -4       14:13  \\u{1b}[31m x (too long)
             -3       14:13  killed() (no end)
            """
        #expect(table(79) == expected)
    }

    @Test("On a narrow terminal the cells are cut")
    func narrow() {
        let expected = """
            -12              from an = earlier_ver…
             -9  2026-09-15  import os
             -8       14:13  for i i… (interrupted)
             -7       14:13  def f(): (+2 lines)
             -6       14:13  s = '日本語の… (error)
             -5       14:13  :allow net
             -4       14:13  \\u{1b}[31m… (too long)
             -3       14:13  killed() (no end)
            """
        #expect(table(39) == expected)
    }

    @Test("Where there is hardly any room there is no time")
    func tiny() {
        let expected = """
            -12  from an = ear…
             -9  import os
             -8  for i in x:
             -7  def f():
             -6  s = '日本語の…
             -5  :allow net
             -4  \\u{1b}[31m x
             -3  killed()
            """
        #expect(table(19) == expected)
    }

    @Test("Cells that were undone are marked")
    func undone() {
        let lines = HistoryTable.lines(
            Array(Self.entries[1...2]),
            now: Self.now,
            width: 79,
            palette: Palette(isEnabled: false),
            isUndone: { _ in true },
            offset: { _ in 0 }
        )
        #expect(lines[0].hasSuffix("import os (undone)"))
        #expect(lines[1].hasSuffix("for i in x: (+1 line, interrupted, undone)"))
    }

    private func table(_ width: Int) -> String {
        HistoryTable.lines(
            Self.entries,
            now: Self.now,
            width: width,
            palette: Palette(isEnabled: false),
            offset: { _ in 0 }
        ).joined(separator: "\n")
    }
}
