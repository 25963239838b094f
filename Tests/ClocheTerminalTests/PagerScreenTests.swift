import ClocheTestSupport
import Testing

@testable import ClocheTerminal

/// The built-in pager without a terminal: keys in, a screen out.
@Suite struct PagerScreenTests {
    /// Twenty rows, `row 1` to `row 20`, in a window of five rows, the last of which is the pager's.
    private static let text = (1...20).map { "row \($0)\n" }.joined()

    private func after(_ keys: [Key], text: String = text, columns: Int = 40) -> (pager: PagerScreen, rows: [String]) {
        var pager = PagerScreen(text, size: WindowSize(columns: columns, rows: 5))
        for key in keys { _ = pager.handle(key) }
        var screen = Screen(columns: columns, rows: 5)
        screen.feed(Array(pager.frame().utf8))
        return (pager, screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    private func keys(_ text: String) -> [Key] { text.unicodeScalars.map(Key.scalar) }

    @Test(
        "Keys move through the text, and not beyond its ends",
        arguments: [
            ("", 1), (" ", 5), ("  ", 9), (" b", 1), ("b", 1), ("\r", 2), ("jjk", 2), ("G", 17), ("G ", 17), ("Gg", 1),
            ("d", 3), ("du", 1), ("/row 7\r", 7), ("/ROW 7\r", 1), ("/row 1\rn", 11), ("/row 1\rnN", 10),
            ("/x\u{1B}j", 2),
        ]
    )
    func move(_ typed: String, _ first: Int) {
        #expect(after(keys(typed)).rows.first == "row \(first)")
    }

    @Test("The keys of the arrows and of pages do the same", arguments: [("[B", 2), ("OB", 2), ("[6~", 5), ("[F", 17)])
    func sequences(_ sequence: String, _ first: Int) {
        #expect(after([.sequence(sequence)]).rows.first == "row \(first)")
    }

    @Test("q and Ctrl-C leave", arguments: ["q", "Q", "\u{3}"])
    func leave(_ key: String) {
        var pager = PagerScreen(Self.text, size: WindowSize(columns: 40, rows: 5))
        #expect(keys(key).map { pager.handle($0) } == [false])
    }

    @Test("The last line says where one is")
    func position() {
        #expect(after([]).rows.last == "1-4 of 20; space goes on, q leaves, h …")
        #expect(after(keys("G")).rows.last == "17-20 of 20 (end); q leaves")
        #expect(after(keys("/ro")).rows.last == "/ro")
        #expect(after(keys("/rox\r")).rows.last == "'rox' is not in the text")
    }

    @Test("A narrower window begins with the same line")
    func resize() {
        var (pager, _) = after(keys("   "), text: (1...20).map { "row number \($0)\n" }.joined())
        pager.resize(WindowSize(columns: 8, rows: 5))
        var screen = Screen(columns: 8, rows: 5)
        screen.feed(Array(pager.frame().utf8))
        #expect(screen.text == "row numb\ner 13\nrow numb\ner 14\n25-28 …")
    }

    @Test("What was searched for is marked")
    func mark() {
        #expect(after(keys("/w 7\r")).pager.frame().contains("ro\u{1B}[7mw 7\u{1B}[0m"))
    }
}
