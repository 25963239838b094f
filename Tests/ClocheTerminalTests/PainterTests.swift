import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct PainterTests {
    private let size = WindowSize(columns: 20, rows: 5)
    private var screen = Screen(columns: 20, rows: 5)
    private var painter = Painter()

    @Test mutating func `a cell that becomes shorter leaves nothing behind`() {
        show("one\ntwo\nthree")
        show("o\ntw")
        #expect(screen.text == "> o\n. tw")
        #expect(screen.row == 1 && screen.column == 4)
    }

    @Test mutating func `what is above stays`() {
        screen.feed("above\r\n".utf8)
        show("one\ntwo")
        show("x")
        screen.feed(painter.finish(layout("x")).utf8)
        #expect(screen.text == "above\n> x")
        #expect(screen.row == 2 && screen.column == 0)
    }

    @Test mutating func `a cell that is taller than the window scrolls to the cursor`() {
        show("1\n2\n3\n4\n5\n6\n7")
        #expect(screen.text == ". 3\n. 4\n. 5\n. 6\n. 7")
        show("1\n2\n3\n4\n5\n6\n7", cursor: 0)
        #expect(screen.text == "> 1\n. 2\n. 3\n. 4\n. 5")
        #expect(screen.row == 0 && screen.column == 2)
    }

    @Test mutating func `a tall cell is shown whole when it is finished`() {
        show("1\n2\n3\n4\n5\n6\n7")
        screen.feed(painter.finish(layout("1\n2\n3\n4\n5\n6\n7")).utf8)
        #expect(screen.transcript == "> 1\n. 2\n. 3\n. 4\n. 5\n. 6\n. 7")
    }

    @Test mutating func `rows below the cell are taken away again`() {
        show("a\nb", footer: ["menu", "more"])
        #expect(screen.text == "> a\n. b\nmenu\nmore")
        #expect(screen.row == 1 && screen.column == 3)
        show("a\nb")
        #expect(screen.text == "> a\n. b")
    }

    @Test mutating func `rows that wrapped when the window became narrow are erased`() {
        screen.feed("above\r\n".utf8)
        show("0123456789abcdef\nx")
        screen.resize(columns: 8, rows: 5)
        #expect(screen.text == "above\n> 012345\n6789abcd\nef\n. x")
        screen.feed(painter.resize(columns: 8).utf8)
        #expect(screen.text == "above")
    }

    @Test mutating func `what has not changed is not sent again`() {
        show("first line\nx")
        let text = painter.paint(layout("first line\nxy"), size: size)
        #expect(!text.contains("first"))
        screen.feed(text.utf8)
        #expect(screen.text == "> first line\n. xy")
    }

    @Test(.timeLimit(.minutes(1))) mutating func `after any change the rows around the cursor are on the screen`() {
        var generator = SplitMix(state: 5)
        for _ in 0..<1000 {
            let count = Int.random(in: 0...40, using: &generator)
            let text = String((0..<count).compactMap { _ in "ab\n日 ".randomElement(using: &generator) })
            let cursor = Int.random(in: 0...count, using: &generator)
            let footer = Array(["menu", "more"].prefix(Int.random(in: 0...2, using: &generator)))
            show(text, cursor: cursor, footer: footer)
            let layout = layout(text, cursor: cursor)
            let top = layout.cursorRow - screen.row
            let rows = layout.rows[top..<min(top + size.rows - footer.count, layout.rows.count)].map(\.text) + footer
            let padding = Array(repeating: "", count: size.rows - rows.count)
            #expect(screen.lines == rows.map { $0.trimmingSuffix(" ") } + padding)
            #expect(screen.column == layout.cursorColumn)
        }
    }

    private func layout(_ text: String, cursor: Int? = nil) -> Layout {
        let prompt = Prompt(first: "> ", continuation: ". ")
        return Layout(Array(text), cursor: cursor ?? text.count, prompt: prompt, columns: size.columns)
    }

    private mutating func show(_ text: String, cursor: Int? = nil, footer: [String] = []) {
        let rows = footer.map { Layout.Row($0) }
        screen.feed(painter.paint(layout(text, cursor: cursor), footer: rows, size: size).utf8)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ character: Character) -> String {
        String(self[..<(lastIndex { $0 != character }.map { index(after: $0) } ?? startIndex)])
    }
}
