import Testing

@testable import ClocheTerminal

@Suite struct PastedTextTests {
    @Test(
        arguments: [
            ("a\rb", "a\nb", 0), ("a\r\nb\n", "a\nb\n", 0), ("a\r\r\nb", "a\n\nb", 0), ("\tx", "    x", 0),
            ("a\u{1B}[1;31mb\u{1B}cd\u{1B}\ne\u{200F}", "abd\ne", 4),
            ("\u{FEFF}x\u{202E}y\u{7F}\u{9B}", "xy", 3), ("日é", "日é", 0), ("", "", 0),
            ("\u{2066}a\u{2069}\0", "a", 3), ("e\u{301}👩‍👩‍👧", "e\u{301}👩‍👩‍👧", 0),
        ] as [(String, String, Int)]
    )
    func `a paste is made fit for a cell`(text: String, normalized: String, removed: Int) {
        let pasted = PastedText.normalized(text)
        #expect(pasted.text == normalized)
        #expect(pasted.removed == removed)
    }

    @Test(
        arguments: [
            ("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\n\r\n", 2), ("\n", 1), (">>> a\n1\n>>> b\n2\n", 2),
        ] as [(String, Int)]
    )
    func `its lines are counted`(text: String, lines: Int) {
        #expect(PastedText.normalized(text).lines == lines)
    }

    @Test func `a paste without prompts is taken as it is`() {
        for text in ["... x", "x\n>>> y", "In [3] = 4", "Out[3]: 5", ">>>x", ">> x", "In []: x", "[In [3]: x"] {
            #expect(PastedText.normalized(text).text == text)
        }
    }
}
