import Testing

@testable import ClocheTerminal

@Suite struct KeyNameTests {
    @Test(
        arguments: [
            ("^A", "Ctrl-A"), ("^M", "Enter"), ("^I", "Tab"), ("^?", "Backspace"), ("x", "x"), (" ", "Space"),
            ("^[b", "Alt-b"), ("^[^M", "Alt-Enter"), ("^[^H", "Alt-Ctrl-H"), ("^[[A", "Up"), ("^[^[[A", "Alt-Up"),
            ("^[[1;3A", "Alt-Up"), ("^X^E", "Ctrl-X Ctrl-E"), ("^Xu", "Ctrl-X u"), ("^_", "Ctrl-/"),
            ("^[", "Escape"), ("^[[99~", "ESC [99~"), ("^", "^"),
        ]
    )
    func `a key has a name that people use`(caret: String, name: String) {
        #expect(KeyName.readable(caret) == name)
    }

    @Test func `bytes have caret notation`() {
        #expect(KeyName.caret("\u{1B}[A\u{1}\u{7F}x".unicodeScalars) == "^[[A^A^?x")
    }
}
