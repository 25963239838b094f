import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct LayoutTests {
    private static let prompt = Prompt(first: "> ", continuation: ". ")

    @Test(
        arguments: [
            ("", 10, ["> "], 0, 2), ("ab", 10, ["> ab"], 0, 4), ("a\nb", 10, ["> a", ". b"], 1, 3),
            ("abcdefg", 10, ["> abcdefg"], 0, 9),
            ("abcdefgh", 10, ["> abcdefg", "h"], 1, 1), ("日本語日", 10, ["> 日本語", "日"], 1, 2),
            ("a\n", 10, ["> a", ". "], 1, 2),
            ("e\u{301}", 10, ["> e\u{301}"], 0, 3), ("\u{1B}", 10, ["> ^["], 0, 4), ("abc", 4, ["> a", "bc"], 1, 2),
        ] as [(String, Int, [String], Int, Int)]
    )
    func `a cell is wrapped before the last column`(text: String, columns: Int, rows: [String], row: Int, column: Int) {
        let layout = Layout(Array(text), cursor: text.count, prompt: Self.prompt, columns: columns)
        #expect(layout.rows.map(\.text) == rows)
        #expect(layout.cursorRow == row)
        #expect(layout.cursorColumn == column)
    }

    @Test(arguments: [(0, 0, 2), (6, 0, 8), (7, 1, 0), (8, 1, 1), (9, 2, 2)])
    func `the cursor stands where the next character would be`(cursor: Int, row: Int, column: Int) {
        let layout = Layout(Array("abcdefgh\ni"), cursor: cursor, prompt: Self.prompt, columns: 10)
        #expect([layout.cursorRow, layout.cursorColumn] == [row, column])
    }

    @Test func `styles begin and end within a row`() {
        let styles: [TextStyle] = [.plain, .number, .number]
        let layout = Layout(
            ["a", "1", "2"],
            cursor: 3,
            styles: styles,
            theme: .basic,
            prompt: Prompt(first: ""),
            columns: 3
        )
        #expect(layout.rows.map(\.text) == ["a\u{1B}[35m1\u{1B}[0m", "\u{1B}[35m2\u{1B}[0m"])
    }

    @Test func `colours of a prompt take no columns, and its lines before the last stand above`() {
        let prompt = Prompt(first: "net\n\u{1B}[1;32mIn:\u{1B}[0m ")
        let layout = Layout(["x"], cursor: 1, prompt: prompt, columns: 20)
        #expect(layout.rows.map(\.width) == [3, 5])
        #expect(layout.cursorColumn == 5)
    }

    @Test func `a prompt that is longer than the window wraps`() {
        let layout = Layout([], cursor: 0, prompt: Prompt(first: "what is it? "), columns: 8)
        #expect(layout.rows.map(\.text) == ["what is", " it? "])
    }

    @Test func `no row is ever as wide as the window`() {
        var generator = SplitMix(state: 3)
        let pieces: [Character] = ["a", "日", "😀", "\n", "\u{1}", "e\u{301}", " "]
        for _ in 0..<500 {
            let text = (0..<60).compactMap { _ in pieces.randomElement(using: &generator) }
            let columns = Int.random(in: 1...40, using: &generator)
            let layout = Layout(
                text,
                cursor: Int.random(in: 0...60, using: &generator),
                prompt: Self.prompt,
                columns: columns
            )
            #expect(layout.rows.allSatisfy { $0.width < max(columns, 2) })
            #expect(layout.cursorRow < layout.rows.count && layout.cursorColumn < max(columns, 2))
        }
    }
}
