import Testing

@testable import ClocheREPL

@Suite struct JSONTextTests {
    @Test(
        "Strings are escaped",
        arguments: [
            ("a\"b\\c", #""a\"b\\c""#), ("a\nb\tc\r", #""a\nb\tc\r""#), ("\u{1B}[0m", #""\u001b[0m""#),
            ("é\u{1F40D}", "\"é\u{1F40D}\""), ("\u{2028}", #""\u2028""#), ("\r\n", #""\r\n""#),
        ]
    )
    func string(_ text: String, _ literal: String) {
        #expect(JSONText.string(text) == literal)
    }
}
