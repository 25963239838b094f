import Cloche
import Testing

@testable import ClocheREPL

@Suite struct SessionTableTests {
    private static let sessions: [StoredSession] = [
        .make("20260101-010000-ab12", cells: 1, state: .live),
        .make("20260101-003000-cd34", running: StoredCell(number: 13, source: "while True:\n    step()\n")),
        .make("20251231-120000-ef56", cells: 240, last: "s = '日本語の長い文字列です' * 2", state: .ended),
        .make("20251230-120000-0078", last: nil, flaw: "damaged"),
    ]

    private func table(_ width: Int, isNumbered: Bool = false, own: String? = nil) -> String {
        SessionTable.lines(
            Self.sessions,
            own: own,
            isNumbered: isNumbered,
            now: 1_767_229_200_000,
            width: width,
            palette: Palette(isEnabled: false),
            offset: { _ in 0 }
        ).map { $0.last == " " ? $0 + "|" : $0 }.joined(separator: "\n")
    }

    @Test("Each session is a line")
    func wide() {
        let expected = """
            20260101-010000-ab12  01:00  1 cell     this one  x = 1
            20260101-003000-cd34  01:00  12 cells   cut off   while True: (+2 lines)
            20251231-120000-ef56  01:00  240 cells  ended     s = '日本語の長い文字列で…
            20251230-120000-0078  01:00  12 cells   damaged   |
            """
        #expect(table(76, own: "20260101-010000-ab12") == expected)
    }

    @Test("On a narrow terminal each takes two lines")
    func narrow() {
        let expected = """
            1  20260101-010000-ab12  open
               01:00  1 cell  x = 1
            2  20260101-003000-cd34  cut off
               01:00  12 cells  while True:
            3  20251231-120000-ef56  ended
               01:00  240 cells  s = '日本語の長い…
            4  20251230-120000-0078  damaged
               01:00  12 cells  |
            """
        #expect(table(39, isNumbered: true) == expected)
    }
}
