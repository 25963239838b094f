import Testing

@testable import ClocheTerminal

@Suite struct CellTextTests {
    @Test(arguments: [("cafe\u{301} x", 5), ("हिन्दी x", 6), ("a👩‍💻", 1)])
    func `a word does not end inside a character`(text: String, end: Int) {
        #expect(CellText(scalars: Array(text.unicodeScalars), cursor: 0).wordRight == end)
    }

    @Test(
        arguments: [("ab|", 1), ("a|b", 0), ("|a", nil), ("a\n|b", 1), ("e\u{301}|", 0), ("日|", 0), ("x👩‍👩‍👧|", 1)]
            as [(String, Int?)]
    )
    func `left goes over one character`(text: String, offset: Int?) {
        #expect(CellText(marked: text).left == offset)
    }

    @Test(arguments: [("|ab", 1), ("ab|", nil), ("a|\nb", 2), ("|e\u{301}x", 2), ("|🇨🇭", 2)] as [(String, Int?)])
    func `right goes over one character`(text: String, offset: Int?) {
        #expect(CellText(marked: text).right == offset)
    }

    @Test(arguments: [
        ("    |", "|"), ("      |", "    |"), ("a    |", "a   |"), ("x\n    |y", "x\n|y"), ("x\n|", "x|"),
        ("   |", "|"),
    ])
    func `Backspace goes back one step in leading spaces`(text: String, rest: String) {
        let before = CellText(marked: text)
        let range = before.backspaceRange ?? 0..<0
        let after = CellText(marked: rest)
        #expect(before.scalars[..<range.lowerBound] + before.scalars[range.upperBound...] == after.scalars[...])
        #expect(range.lowerBound == after.cursor)
    }

    @Test func `up and down keep the column where the line is long enough`() {
        let text = CellText(marked: "abcd\nx\nab|cd")
        #expect(text.above(column: 2) == 6)
        #expect(CellText(scalars: text.scalars, cursor: 6).above(column: 2) == 2)
        #expect(CellText(scalars: text.scalars, cursor: 2).above(column: 2) == nil)
        #expect(CellText(scalars: text.scalars, cursor: 6).below(column: 2) == 9)
        #expect(text.below(column: 2) == nil)
    }

    @Test(arguments: [
        ("foo bar|", 4, 7), ("|foo bar", 0, 3), ("foo|(bar)", 0, 7), ("a_1|", 0, 3), ("|", 0, 0), ("a  |  b", 0, 6),
    ])
    func `words are letters, digits and underscores`(text: String, left: Int, right: Int) {
        #expect(CellText(marked: text).wordLeft == left)
        #expect(CellText(marked: text).wordRight == right)
    }

    @Test(arguments: [("a|b\nc", 1..<2), ("ab|\nc", 2..<3), ("ab|", nil)] as [(String, Range<Int>?)])
    func `the kill key takes the rest of the line, or its end`(text: String, range: Range<Int>?) {
        #expect(CellText(marked: text).killRange == range)
    }

    @Test(arguments: [("a\n  \n|", "a"), ("a  |", "a  "), ("  |", "  "), ("a\n\nb\n|", "a\n\nb")])
    func `empty lines at the end are no part of a cell`(text: String, rest: String) {
        #expect(CellText(marked: text).withoutEmptyEnd == rest)
    }
}

extension CellText {
    /// A text whose cursor is marked by `|`.
    fileprivate init(marked text: String) {
        let scalars = Array(text.unicodeScalars)
        let cursor = scalars.firstIndex(of: "|") ?? 0
        self.init(scalars: scalars.filter { $0 != "|" }, cursor: cursor)
    }
}
