import Testing

@testable import ClocheREPL

@Suite struct PlainTextTests {
    @Test("Control and direction characters are spelled out, white space is one space")
    func oneLine() {
        #expect(PlainText.oneLine("a\n \u{1B}[8mb\u{202E}c") == #"a \u{1b}[8mb\u{202e}c"#)
    }

    @Test(
        "The beginning of a long text is that of its first line",
        arguments: [
            ("a b\nc", "a b"), ("abcde", "abcd…"), ("abcd", "abcd"), ("\u{1B}[8mb", #"\u{1b}[8m…"#), ("\r\n", ""),
        ]
    )
    func beginning(_ text: String, _ shown: String) {
        #expect(PlainText.beginning(of: text, maximum: 4) == shown)
    }
}
