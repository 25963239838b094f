import ClocheTestSupport
import Foundation
import Testing

/// How a cell fits into the window, and what stays around it.
@Suite(.timeLimit(.minutes(5))) struct EditorScreenScenarios {
    @Test(arguments: widths) func `a cell wraps at any width`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: heights) func `a cell scrolls in the window`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: surroundings) func `what is around the cell stays`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: plain) func `plain lines are read without moving the cursor`(_ scenario: EditorScenario) throws {
        let run = try EditorRun(scenario.arguments, environment: scenario.environment, waits: false)
        for event in scenario.events { try scenario.replay(event, on: run) }
        let output = String(decoding: run.pty.output, as: UTF8.self)
        #expect(!output.replacing(/\u{1B}\[[0-9]*m/, with: "").contains("\u{1B}"))
    }

    @Test func `each paint is one synchronised update`() throws {
        let run = try EditorRun(["--color"])
        run.pty.send("def f(x):\rreturn [\r")
        #expect(run.rest() != nil)
        let count = run.pty.output.count
        let updates = run.pty.screen.updates
        run.pty.send("x")
        #expect(run.rest() != nil)
        #expect(run.pty.screen.updates == updates + 1)
        let written = String(decoding: run.pty.output.dropFirst(count), as: UTF8.self)
        #expect(written == "\u{1B}[?2026h\u{1B}[?25l\r\u{1B}[16Cx\u{1B}[K\r\u{1B}[17C\u{1B}[?25h\u{1B}[?2026l")
    }

    private static let wide = "日本語 e\u{301}👩‍👩‍👧🇨🇭"

    private static let widths: [EditorScenario] = [
        EditorScenario(
            "20 columns",
            columns: 20,
            .type("0123456789abcdefghij\nb"),
            .see("In [1]: 0123456789a\nbcdefghij\n   ...: b|")
        ),
        EditorScenario(
            "20 columns, wide characters",
            columns: 20,
            .type(wide + wide),
            .see("In [1]: 日本語 e\u{301}👩‍👩‍👧\n🇨🇭日本語 e\u{301}👩‍👩‍👧🇨🇭|"),
            .press(.left, times: 14),
            .see("In [1]: |日本語 e\u{301}👩‍👩‍👧\n🇨🇭日本語 e\u{301}👩‍👩‍👧🇨🇭"),
            .press(.right, times: 6),
            .see("In [1]: 日本語 e\u{301}👩‍👩‍👧\n|🇨🇭日本語 e\u{301}👩‍👩‍👧🇨🇭")
        ),
        EditorScenario(
            "40 columns",
            columns: 40,
            .type("x = '" + String(repeating: "ab", count: 15) + "'\ny"),
            .see("In [1]: x = 'ababababababababababababab\nabab'\n   ...: y|")
        ),
        EditorScenario(
            "80 columns",
            .type(String(repeating: "日", count: 36)),
            .see("In [1]: " + String(repeating: "日", count: 35) + "\n日|")
        ),
        EditorScenario(
            "200 columns",
            columns: 200,
            .type(String(repeating: "x", count: 191)),
            .see("In [1]: " + String(repeating: "x", count: 191) + "|"),
            .type("y"),
            .see("In [1]: " + String(repeating: "x", count: 191) + "\ny|")
        ),
        EditorScenario(
            "a character in the middle of a wrapped line is put in",
            columns: 20,
            .type("0123456789abcdef"),
            .press(.home),
            .type("!"),
            .see("In [1]: !|0123456789\nabcdef")
        ),
    ]

    private static let heights: [EditorScenario] = [
        EditorScenario(
            "it follows the cursor, and is shown whole when it is run",
            columns: 40,
            rows: 4,
            .type("a\nb\nc\nd\ne\nf"),
            .see("   ...: c\n   ...: d\n   ...: e\n   ...: f|"),
            .press(.up, times: 5),
            .see("In [1]: a|\n   ...: b\n   ...: c\n   ...: d"),
            .press(.down, times: 4),
            .see("   ...: b\n   ...: c\n   ...: d\n   ...: e|"),
            .resize(columns: 40, rows: 10),
            .press(.ctrl("O")),
            .see(
                """
                In [1]: a
                   ...: b
                   ...: c
                   ...: d
                   ...: e
                   ...: f
                got "a\\nb\\nc\\nd\\ne\\nf"
                In [2]: |
                """
            )
        ),
        EditorScenario(
            "a window of one row shows the cursor's",
            columns: 40,
            rows: 1,
            .type("a\nb"),
            .see("   ...: b|"),
            .press(.up),
            .see("In [1]: a|")
        ),
    ]

    private static let surroundings: [EditorScenario] = [
        EditorScenario(
            "another width and back leaves no debris",
            .type("1\rx = '日本語 0123456789 0123456789 0123456789 0123456789'\ny = 2"),
            .see(
                "In [1]: 1\ngot \"1\"\nIn [2]: x = '日本語 0123456789 0123456789 0123456789 0123456789'\n   ...: y = 2|"
            ),
            .resize(columns: 30, rows: 24),
            .see(
                """
                In [1]: 1
                got "1"
                In [2]: x = '日本語 0123456789
                 0123456789 0123456789 0123456
                789'
                   ...: y = 2|
                """
            ),
            .resize(columns: 80, rows: 10),
            .see(
                "In [1]: 1\ngot \"1\"\nIn [2]: x = '日本語 0123456789 0123456789 0123456789 0123456789'\n   ...: y = 2|"
            )
        ),
        EditorScenario(
            "output that arrives stands above the cell",
            .type("later\r"),
            .type("if a:\rb"),
            .see("In [1]: later\ntick 1\ntick 2\ntick 3\nIn [2]: if a:\n   ...:     b|"),
            .type("\r\r"),
            .see(
                "In [1]: later\ntick 1\ntick 2\ntick 3\nIn [2]: if a:\n   ...:     b\n   ...:\ngot \"if a:\\n    b\"\nIn [3]: |"
            )
        ),
        EditorScenario(
            "nothing is written where nothing has changed",
            .type("abc"),
            .press(.home),
            .nothing("\u{1}"),
            .nothing("\u{1B}[H\u{1B}[999~"),
            .nothing("\u{1B}[1;5H"),
            .see("In [1]: |abc")
        ),
        EditorScenario(
            "Ctrl-L clears the screen and keeps the cell",
            .type("a\rb\u{C}"),
            .see("In [2]: b|")
        ),
        EditorScenario(
            "the prompt begins on a line of its own",
            .type("part\r"),
            .see("In [1]: part\npartial\nIn [2]: |")
        ),
        EditorScenario(
            "a style that ends in the line of the prompt takes no line",
            .type("style\r"),
            .see("In [1]: style\nstyled\nIn [2]: |")
        ),
        EditorScenario(
            "a control character that is quoted is shown, not obeyed",
            .type("a\u{16}\u{1B}\u{16}\u{1}b"),
            .see("In [1]: a^[^Ab|")
        ),
    ]

    private static let plain: [EditorScenario] = [["--plain"], []].flatMap { arguments in
        [
            EditorScenario(
                "\(arguments)",
                with: arguments,
                environment: arguments.isEmpty ? ["TERM": "dumb"] : [:],
                .see("In [1]: |"),
                .type("if a:\n"),
                .see("In [1]: if a:\n   ...: |"),
                .type("  b\n"),
                .see("In [1]: if a:\n   ...:   b\n   ...: |"),
                .type("\n"),
                .see("In [1]: if a:\n   ...:   b\n   ...:\ngot \"if a:\\n  b\"\nIn [2]: |"),
                .type("\u{4}"),
                .ends(status: 0)
            )
        ]
    }
}
