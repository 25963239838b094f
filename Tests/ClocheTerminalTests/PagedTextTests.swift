import Testing

@testable import ClocheTerminal

@Suite struct PagedTextTests {
    @Test(
        "A text is broken into rows",
        arguments: [
            ("ab\ncd\n", ["ab", "cd"]),
            ("abcdefgh", ["abcde", "fgh"]),
            ("日本語", ["日本", "語"]),
            ("a\tb", ["a    ", "   b"]),
            ("", [""]),
            ("a\n\nb", ["a", "", "b"]),
            ("a\rb\u{8}c", ["abc"]),
        ]
    )
    func rows(_ text: String, _ rows: [String]) {
        #expect(PagedText(text, columns: 5).rows.map(\.plain) == rows)
    }

    @Test("Styles go on in the rows that follow, and end with each row")
    func styles() {
        let rows = PagedText("\u{1B}[1mabc\u{1B}[31mdef\u{1B}[0m g", columns: 4).rows
        #expect(rows.map(\.plain) == ["abcd", "ef g"])
        #expect(
            rows.map(\.painted) == [
                "\u{1B}[1mabc\u{1B}[31md\u{1B}[0m", "\u{1B}[1m\u{1B}[31mef\u{1B}[0m g\u{1B}[0m",
            ]
        )
    }
}
