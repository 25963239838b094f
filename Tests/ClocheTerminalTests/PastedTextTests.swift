import Testing

@testable import ClocheTerminal

@Suite struct PastedTextTests {
    @Test(arguments: [
        ("a\rb", "a\nb"), ("a\r\nb\n", "a\nb\n"), ("a\r\r\nb", "a\n\nb"), ("\tx", "    x"), ("a\u{1B}[31mb", "a[31mb"),
        ("\u{FEFF}x\u{202E}y\u{7F}\u{9B}", "xy"), ("日é", "日é"),
    ])
    func `a paste is made fit for a cell`(text: String, normalized: String) {
        #expect(PastedText.normalized(text) == normalized)
    }
}
