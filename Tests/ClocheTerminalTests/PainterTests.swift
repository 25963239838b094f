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
        screen.feed(painter.adapt(to: WindowSize(columns: 8, rows: 5)).utf8)
        #expect(screen.text == "above")
    }

    @Test mutating func `what has not changed is not sent again`() {
        show("first line\nx")
        let text = painter.paint(layout("first line\nxy"), size: size)
        #expect(!text.contains("first"))
        screen.feed(text.utf8)
        #expect(screen.text == "> first line\n. xy")
    }

    @Test mutating func `writing begins where a row has changed`() {
        show("日本 = 1")
        #expect(painter.paint(layout("日本 = 2"), size: size) == framed("\r\u{1B}[9C2\u{1B}[K\r\u{1B}[10C"))
        #expect(painter.paint(layout("日本 = 2", cursor: 0), size: size) == "\r\u{1B}[2C")
        #expect(painter.paint(layout("日本 = 2", cursor: 0), size: size) == "")
    }

    @Test mutating func `only the rows in the window are written`() {
        let text = (0..<1000).map(String.init).joined(separator: "\n")
        #expect(painter.paint(layout(text), size: size).utf8.count < 100)
    }

    @Test mutating func `each paint is one synchronised update`() {
        show("a\nb", footer: ["menu"])
        show("a\nbc")
        #expect(screen.updates == 2 && screen.loneCharacters == 0)
        #expect(screen.isCursorVisible && !screen.isSynchronized)
    }

    @Test mutating func `the cursor can stand in a row below the cell`() {
        show("a\nb", cursor: 0)
        let text = painter.paint(layout("a\nb"), footer: [Layout.Row("search: x")], footerCursor: (0, 9), size: size)
        screen.feed(text.utf8)
        #expect(screen.row == 2 && screen.column == 9)
        show("a\nbc")
        #expect(screen.text == "> a\n. bc")
        #expect(screen.row == 1 && screen.column == 4)
    }

    @Test mutating func `where the terminal has other widths the cursor stands behind its text`() {
        show("a❤️b\nx", cursor: 2)
        #expect(screen.lines.first == "> a❤️b" && screen.column == 4)
        show("a❤️bc\nx", cursor: 4)
        #expect(screen.lines.first == "> a❤️bc" && screen.column == 6)
    }

    @Test(arguments: [[20, 8, 20, 30], [20, 3, 20], [20, 9, 7, 40, 5], [20, 1, 20]])
    mutating func `no size leaves a row behind`(widths: [Int]) {
        screen.feed("above\r\n".utf8)
        let text = "0123456789abcdef\nx\n日本語日本語"
        show(text, cursor: 20)
        for columns in widths {
            screen.resize(columns: columns, rows: 24)
            let size = WindowSize(columns: columns, rows: 24)
            screen.feed(painter.paint(layout(text, cursor: 20, columns: columns), size: size).utf8)
        }
        let rows = layout(text, columns: screen.columns).rows.map(\.text)
        #expect(screen.transcript.replacing("\n", with: "").hasPrefix("above> 0123"))
        #expect(screen.columns < 20 || screen.text == (["above"] + rows).joined(separator: "\n"))
    }

    @Test(arguments: [true, false]) mutating func `sizes may change before the next paint`(rewraps: Bool) {
        painter = Painter(rewraps: rewraps)
        screen = Screen(columns: 20, rows: 5, rewraps: rewraps)
        screen.feed("above\r\n".utf8)
        show("0123456789abcdef\nx")
        for columns in [9, 30, 12, 19] { screen.resize(columns: columns, rows: 5) }
        let size = WindowSize(columns: 19, rows: 5)
        screen.feed(painter.paint(layout("0123456789abcdef\nx", columns: 19), size: size).utf8)
        #expect(screen.text == "above\n> 0123456789abcdef\n. x")
    }

    @Test(
        arguments: [
            ([:], true), (["TMUX": "1", "STY": "1", "XTERM_VERSION": "1"], true), (["STY": "1"], false),
            (["TERM": "xterm", "XTERM_VERSION": "XTerm(390)"], false), (["TERM": "xterm-256color"], true),
        ] as [([String: String], Bool)]
    )
    func `the environment tells which terminals cut rows off`(environment: [String: String], rewraps: Bool) {
        #expect(Painter.rewraps { environment[$0] } == rewraps)
    }

    @Test(.timeLimit(.minutes(5)), arguments: [(5, true), (6, true), (7, false), (8, false)] as [(UInt64, Bool)])
    mutating func `after any change the rows around the cursor are on the screen`(seed: UInt64, rewraps: Bool) {
        var generator = SplitMix(state: seed)
        var size = size
        painter = Painter(rewraps: rewraps)
        screen = Screen(columns: size.columns, rows: size.rows, rewraps: rewraps)
        screen.feed("ab\r\n".utf8)
        for _ in 0..<1000 {
            while Int.random(in: 0...4, using: &generator) == 0 {
                size = WindowSize(
                    columns: Int.random(in: 2...40, using: &generator),
                    rows: Int.random(in: 1...9, using: &generator)
                )
                screen.resize(columns: size.columns, rows: size.rows)
            }
            let count = Int.random(in: 0...40, using: &generator)
            let text = String((0..<count).compactMap { _ in "ab\n日 👩‍👩‍👧é👍🏽🇨🇭한각".randomElement(using: &generator) })
            let layout = layout(text, cursor: Int.random(in: 0...text.count, using: &generator), columns: size.columns)
            let footer = ["m", "n"].prefix(Int.random(in: 0...2, using: &generator)).map { Layout.Row($0) }
            screen.feed(painter.paint(layout, footer: footer, size: size).utf8)
            expectShown(layout, footer: footer.prefix(size.rows / 2).map(\.text))
        }
        #expect(screen.transcript.hasPrefix("ab\n") || !rewraps)
    }

    private func expectShown(_ layout: Layout, footer: [String]) {
        let start = screen.row - painter.cursorRow
        let end = min(painter.top + screen.rows - footer.count, layout.rows.count)
        let rows = layout.rows[painter.top..<end].map(\.text) + footer
        let padding = Array(repeating: "", count: max(screen.rows - start - rows.count, 0))
        #expect(screen.lines.dropFirst(start) == (rows.map { $0.trimmingSuffix(" ") } + padding)[...])
        #expect(screen.row == start + layout.cursorRow - painter.top)
        #expect(screen.column == layout.cursorColumn)
    }

    private func framed(_ text: String) -> String {
        "\u{1B}[?2026h\u{1B}[?25l" + text + "\u{1B}[?25h\u{1B}[?2026l"
    }

    private func layout(_ text: String, cursor: Int? = nil, columns: Int? = nil) -> Layout {
        let prompt = Prompt(first: "> ", continuation: ". ")
        return Layout(Array(text), cursor: cursor ?? text.count, prompt: prompt, columns: columns ?? size.columns)
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
