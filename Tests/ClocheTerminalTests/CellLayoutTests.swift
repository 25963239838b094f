import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct CellLayoutTests {
    private static let prompt = Prompt(first: "> ", continuation: ". ")

    @Test func `what was laid out before makes no difference`() {
        var generator = SplitMix(state: 7)
        var layout = CellLayout()
        var lines = [Self.line("", revision: 0)]
        var revision = 0
        for _ in 0..<2000 {
            revision += 1
            Self.change(&lines, revision: revision, using: &generator)
            let line = Int.random(in: 0..<lines.count, using: &generator)
            let character = Int.random(in: 0...lines[line].styled.characters.count, using: &generator)
            let overlays = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                CellLayout.Overlay(
                    line: Int.random(in: 0...lines.count, using: &generator),
                    character: Int.random(in: 0...12, using: &generator),
                    style: .matched
                )
            }
            let suggestion = ["", "ghost", "gh\nost"].randomElement(using: &generator) ?? ""
            let columns = Int.random(in: 0...9, using: &generator) == 0 ? 9 : 20
            func lay(_ layout: inout CellLayout) -> Layout {
                layout.lay(
                    lines,
                    cursorLine: line,
                    cursorCharacter: character,
                    overlays: overlays,
                    suggestion: suggestion,
                    theme: .basic,
                    prompt: Self.prompt,
                    columns: columns
                )
            }
            var fresh = CellLayout()
            #expect(lay(&layout) == lay(&fresh))
        }
    }

    @Test(
        arguments: [
            ("ab", 2, "cd", 20, "> ab{cd}"), ("ab", 2, "cd\nef", 20, "> ab{cd…}"), ("ab", 2, "\nef", 20, "> ab{…}"),
            ("ab", 1, "cd", 20, "> ab"),
            ("abcde", 5, "fghij", 10, "> abcde{f…}"), ("abcdefg", 7, "h", 10, "> abcdefg"),
            ("ab", 2, "日本", 8, "> ab{日…}"),
        ] as [(String, Int, String, Int, String)]
    )
    func `a suggestion stands behind the end and never wraps`(
        text: String,
        cursor: Int,
        suggestion: String,
        columns: Int,
        expected: String
    ) {
        var layout = CellLayout()
        let result = layout.lay(
            [Self.line(text, revision: 1)],
            cursorLine: 0,
            cursorCharacter: cursor,
            suggestion: suggestion,
            theme: .basic,
            prompt: Self.prompt,
            columns: columns
        )
        #expect(
            result.rows.map { $0.pieces.map { $0.parameters == "2" ? "{\($0.text)}" : $0.text }.joined() } == [expected]
        )
        #expect(result.cursorColumn == 2 + cursor)
    }

    @Test func `marks lie above the styles of their line`() {
        var layout = CellLayout()
        let result = layout.lay(
            [Self.line("a(1)", revision: 1), Self.line("()", revision: 2)],
            cursorLine: 1,
            cursorCharacter: 2,
            overlays: [
                .init(line: 0, character: 1, style: .matched), .init(line: 1, characters: 0..<9, style: .found),
                .init(line: 4, character: 1, style: .found),
            ],
            theme: .basic,
            prompt: Self.prompt,
            columns: 20
        )
        #expect(result.rows.map(\.text) == ["> a\u{1B}[1;4m(\u{1B}[0m1)", ". \u{1B}[7m()\u{1B}[0m"])
    }

    private static func line(_ text: String, revision: Int) -> LayoutLine {
        LayoutLine(styled: StyledLine(characters: Array(text)), revision: revision)
    }

    private static func change(_ lines: inout [LayoutLine], revision: Int, using generator: inout SplitMix) {
        let index = Int.random(in: 0..<lines.count, using: &generator)
        let text = String(repeating: "a日(", count: Int.random(in: 0...5, using: &generator))
        switch Int.random(in: 0...3, using: &generator) {
        case 0 where lines.count > 1: lines.remove(at: index)
        case 1 where lines.count < 12:
            lines.insert(line(text, revision: revision), at: Int.random(in: 0...lines.count, using: &generator))
        case 2: break
        default: lines[index] = line(text, revision: revision)
        }
    }
}
