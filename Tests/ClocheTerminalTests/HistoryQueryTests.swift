import Testing

@testable import ClocheTerminal

@Suite struct HistoryQueryTests {
    @Test(
        arguments: [
            ("", "x", true), ("abc", "xabcx", true), ("abc", "ab", false), ("abc", "xABcx", true),
            ("Abc", "abc", false),
            ("Abc", "xAbc", true), ("aab", "aaab", true), ("é", "É", true), ("É", "é", false), ("é", "e", false),
            ("日本", "x日本y", true), ("1\n2", "1\n2", true), ("привет", "ПРИВЕТ", true), ("k", "\u{212A}", false),
        ]
    )
    func `capital letters count when there is one`(query: String, cell: String, isFound: Bool) {
        #expect(HistoryQuery(query).matches(cell) == isFound)
    }

    @Test func `all places are found, in scalars`() {
        #expect(HistoryQuery("aa").ranges(in: "Aaaa aa") == [0..<2, 2..<4, 5..<7])
        #expect(HistoryQuery("b").ranges(in: "👩‍👧e\u{301}B") == [5..<6])
        #expect(HistoryQuery("").ranges(in: "a") == [])
    }
}
