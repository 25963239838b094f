import Testing

@testable import ClocheTerminal

@Suite struct SearchRowTests {
    @Test(
        arguments: [
            ("", 0, nil, 40, "search: ", 8), ("abc", 3, 2, 40, "search: abc  2 of 17", 11),
            ("abc", 1, 2, 40, "search: abc  2 of 17", 9),
            ("abc", 3, nil, 40, "not found: abc", 14), ("abcdefghijkl", 12, 1, 17, "search: …ghijkl", 15),
            ("abcdefghijkl", 0, 1, 17, "search: abcdefg…", 8), ("日本語", 3, 1, 40, "search: 日本語  1 of 17", 14),
            ("日本語日本語", 6, 1, 17, "search: …日本語", 15),
        ] as [(String, Int, Int?, Int, String, Int)]
    )
    func `the query is seen where the cursor is`(
        query: String,
        cursor: Int,
        match: Int?,
        columns: Int,
        expected: String,
        column: Int
    ) {
        let row = SearchRow(query, cursor: cursor, match: match, of: 17, columns: columns)
        #expect(row.row.pieces.map(\.text).joined() == expected)
        #expect(row.cursorColumn == column)
    }

    @Test func `it fits into any window`() {
        for columns in 1...60 {
            for cursor in 0...12 {
                let row = SearchRow("ab日c👩‍👩‍👧de\u{301}fghi", cursor: cursor, match: 1, of: 2, columns: columns)
                #expect(row.row.width < max(columns, 2))
                #expect(row.cursorColumn <= row.row.width)
            }
        }
    }

    @Test(arguments: [
        ("short", 20, "short"), ("a\nb", 20, "a…"), ("a long notice", 8, "a long…"), ("\u{1B}[m", 20, "^[[m"),
    ])
    func `a notice is one row`(text: String, columns: Int, expected: String) {
        #expect(MessageRow.row(text, columns: columns).pieces.map(\.text).joined() == expected)
    }
}
