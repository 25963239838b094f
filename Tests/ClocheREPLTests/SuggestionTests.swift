import Testing

@testable import ClocheREPL

@Suite struct SuggestionTests {
    @Test(
        "A near word is suggested, a far one is not",
        arguments: [
            ("alow", "allow"), ("hlep", "help"), ("q", "quit"), ("perm", "permissions"), ("TIMEOUT", "timeout"),
            ("xyzzy", nil), ("", nil),
        ]
    )
    func near(_ word: String, _ expected: String?) {
        #expect(Suggestion.nearest(to: word, in: MetaCommandTable.names) == expected)
    }

    @Test(
        "Edits are counted with swaps of neighbours",
        arguments: [("", "", 0), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abc", "", 3)]
    )
    func distance(_ left: String, _ right: String, _ edits: Int) {
        #expect(Suggestion.distance(left, right) == edits)
    }
}
