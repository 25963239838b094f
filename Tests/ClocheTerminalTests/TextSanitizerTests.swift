import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct TextSanitizerTests {
    @Test(arguments: [
        "", "text\n", "a\tb\r\n", "50%\r100%", "ab\u{8}c", "\u{1B}[31mred\u{1B}[0m", "\u{1B}[38;5;1m1\u{1B}[m",
        "\u{1B}[4:3mx\u{1B}[0m",
        "日本語 é 😀 – “x”", "→",
    ])
    func `harmless text passes`(text: String) {
        #expect(TextSanitizer.sanitize(text) == text)
    }

    @Test(arguments: [
        ("\u{1B}[2J", "^[[2J"), ("\u{1B}]0;title\u{7}", "^[]0;title^G"), ("\u{1B}]52;c;AAAA\u{7}", "^[]52;c;AAAA^G"),
        ("\u{1B}P+q\u{1B}\\", "^[P+q^[\\"), ("\u{1B}[?1049h", "^[[?1049h"), ("\u{1B}[>4;2m", "^[[>4;2m"),
        ("\u{1B}c", "^[c"),
        ("\u{1B}[6n", "^[[6n"), ("\u{1B}[1;31", "^[[1;31"), ("\u{1B}", "^["), ("\0\u{1}\u{7F}", "^@^A^?"),
        ("\u{9B}2J", "<U+009B>2J"),
        ("\u{85}", "<U+0085>"), ("a\u{202E}b", "a<U+202E>b"), ("\u{2066}", "<U+2066>"), ("\u{B}\u{C}", "^K^L"),
        ("\u{1B}\u{1B}[31m", "^[\u{1B}[31m\u{1B}[0m"), ("\u{1B}[31m", "\u{1B}[31m\u{1B}[0m"),
    ])
    func `control sequences become visible`(text: String, visible: String) {
        #expect(TextSanitizer.sanitize(text) == visible)
    }

    @Test func `a sequence that is cut by the end of a chunk waits for the rest`() {
        var sanitizer = TextSanitizer()
        #expect(sanitizer.sanitize("a\u{1B}") == "a")
        #expect(sanitizer.sanitize("[3") == "")
        #expect(sanitizer.sanitize("1mb") == "\u{1B}[31mb")
        #expect(sanitizer.sanitize("\u{1B}[2") == "")
        #expect(sanitizer.sanitize("J") == "^[[2J")
        #expect(sanitizer.finish() == "\u{1B}[0m")
        #expect(sanitizer.finish() == "")
    }

    @Test func `a sequence of parameters without end is given up`() {
        var sanitizer = TextSanitizer()
        #expect(sanitizer.sanitize("\u{1B}[" + String(repeating: "1", count: 100)).hasPrefix("^[[111"))
    }

    @Test func `where chunks end makes no difference, and nothing dangerous passes`() {
        var generator = SplitMix(state: 1)
        let pieces = [
            "\u{1B}", "[", "]", "3", ";", "m", "J", "\u{7}", "\u{9B}", "\u{202E}", "x", "日", "\n", "?", "\u{2014}",
        ]
        for _ in 0..<2000 {
            let parts = (0..<10).compactMap { _ in pieces.randomElement(using: &generator) }
            let whole = TextSanitizer.sanitize(parts.joined())
            var sanitizer = TextSanitizer()
            let pieced = parts.map { sanitizer.sanitize($0) }.joined() + sanitizer.finish()
            #expect(pieced == whole)
            #expect(
                !whole.replacing(/\u{1B}\[[0-9;:]*m/, with: "").unicodeScalars.contains { $0.isControl && $0 != "\n" }
            )
        }
    }
}
