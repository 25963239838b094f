import Testing

@testable import ClocheTerminal

/// The text has its cursor at `|`.
@Suite struct ViKeysTests {
    @Test(
        arguments: [
            ("w", "|one two", 4), ("2w", "|one two three", 8), ("w", "|f(x)", 1), ("W", "|f(x) y", 5),
            ("b", "one two|", 4), ("b", "one tw|o", 4), ("e", "|one two", 2), ("2e", "|one two", 6),
            ("$", "a|b\nc", 2), ("^", "    a|b", 4), ("gg", "a\nb|", 0), ("3l", "|abcde", 3), ("l", "a|\nb", -1),
            ("2j", "|a\nb\nc", 4), ("w", "a|\n  b", 4),
        ]
    )
    func `a motion moves the cursor`(keys: String, text: String, target: Int) {
        #expect(last(keys, text) == (target < 0 ? .none : .move(target)))
    }

    @Test(
        arguments: [
            ("dw", "|one two", 0..<4, false), ("cw", "|one two", 0..<3, false), ("d2w", "|a b c", 0..<4, false),
            ("de", "|one two", 0..<3, false), ("db", "one two|", 4..<7, false), ("d$", "a|bc\nd", 1..<3, false),
            ("d0", "ab|c", 0..<2, false), ("dd", "a\nb|b\nc", 2..<4, true), ("d2d", "a|\nb\nc", 0..<3, true),
            ("cc", "  ab|", 0..<4, true), ("yy", "a|", 0..<1, true), ("dj", "a|\nb\nc", 0..<3, true),
            ("dG", "a\n|b\nc", 2..<5, true), ("dgg", "a\nb|", 0..<3, true), ("dfx", "|abxc", 0..<3, false),
            ("dtx", "|abxc", 0..<2, false), ("dFa", "xabc|", 1..<4, false), ("diw", "a b|b c", 2..<4, false),
            ("daw", "a b|b c", 2..<5, false), ("ci(", "f(a, (b)|)", 2..<8, false), ("da(", "f|(a\nb)", 1..<6, false),
            ("ci\"", "x = \"a|b\"", 5..<7, false), ("da'", "f(|'a')", 2..<5, false), (">>", "a|", 0..<1, true),
            ("<j", "a|\nb\nc", 0..<3, true), (">w", "a|b c", 0..<4, true), ("2dd", "|a\nb\nc", 0..<3, true),
        ]
    )
    func `an operator covers what the motion says`(keys: String, text: String, range: Range<Int>, linewise: Bool) {
        guard case .apply(_, let found, let isLinewise) = last(keys, text) else {
            Issue.record("no operator")
            return
        }
        #expect(found == range && isLinewise == linewise)
    }

    @Test(arguments: ["dx", "dy", "dix", "gx", "dfz", "ci(", "di'"])
    func `keys that mean nothing end the command`(keys: String) {
        #expect(last(keys, "|abc") == .none)
    }

    /// What the last key makes of those before it; all of them have to be waiting for more.
    private func last(_ keys: String, _ marked: String) -> ViKeys.Step {
        let scalars = Array(marked.unicodeScalars)
        let cursor = scalars.firstIndex(of: "|") ?? 0
        let text = CellText(scalars: scalars.filter { $0 != "|" }, cursor: cursor)
        var vi = ViKeys()
        var step = ViKeys.Step.none
        for key in keys.unicodeScalars {
            #expect(step == .none || step == .pending)
            step = vi.take(key, in: text)
        }
        #expect(!vi.isPending)
        return step
    }
}
