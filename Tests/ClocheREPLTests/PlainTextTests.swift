import Testing

@testable import ClocheREPL

@Suite struct PlainTextTests {
    @Test("Control and direction characters are spelled out, white space is one space")
    func oneLine() {
        #expect(PlainText.oneLine("a\n \u{1B}[8mb\u{202E}c") == #"a \u{1b}[8mb\u{202e}c"#)
    }
}
