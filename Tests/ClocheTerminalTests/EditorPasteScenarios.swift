import ClocheTestSupport
import Foundation
import Testing

/// What a paste leaves in the cell, and what is told about it.
@Suite(.timeLimit(.minutes(5))) struct EditorPasteScenarios {
    @Test(arguments: pastes) func `a paste is one cell`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test func `20,000 lines are pasted, and are there when the cell is run`() throws {
        let run = try EditorRun(rows: 6)
        let lines = (1...20_000).map { "x\($0) = \($0)" }
        run.pty.send("\u{1B}[200~" + lines.joined(separator: "\r") + "\u{1B}[201~")
        let state = try #require(run.rest(patience: .seconds(60)))
        #expect(state.text == lines.joined(separator: "\n"))
        let rows = (19_996...20_000).map { "   ...: x\($0) = \($0)" }
        #expect(run.pty.screen.text(markedBy: "|") == rows.joined(separator: "\n") + "|\npasted 20000 lines")
        run.pty.send("\r")
        #expect(run.rest()?.number == 2)
        #expect(run.pty.screen.transcript.hasPrefix("In [1]: x1 = 1\n   ...: x2 = 2\n   ...: x3 = 3\n"))
    }

    private static let pastes: [EditorScenario] = [
        EditorScenario(
            "it is told, and not run",
            .paste("a = 1\nb = 2\n"),
            .see("In [1]: a = 1\n   ...: b = 2\n   ...: |\npasted 2 lines"),
            .press(.backspace),
            .see("In [1]: a = 1\n   ...: b = 2|"),
            .press(.enter),
            .see("In [1]: a = 1\n   ...: b = 2\ngot \"a = 1\\nb = 2\"\nIn [2]: |")
        ),
        EditorScenario(
            "it goes where the cursor stands",
            .type("f()"),
            .press(.left),
            .paste("1, 2"),
            .see("In [1]: f(1, 2|)")
        ),
        EditorScenario(
            "the prompts and outputs of CPython are left out",
            .paste(">>> for i in x:\n...     print(i)\n... \n1\n2\n>>> y\n3\n"),
            .see(
                "In [1]: for i in x:\n   ...:     print(i)\n   ...:\n   ...: y|\npasted 4 lines, took out prompts and outputs"
            )
        ),
        EditorScenario(
            "the prompts and outputs of IPython are left out",
            .paste("In [3]: def f():\n   ...:     return 1\n   ...: \n\nIn [4]: f()\nOut[4]: 1\n"),
            .see(
                "In [1]: def f():\n   ...:     return 1\n   ...:\n   ...: f()|\npasted 4 lines, took out prompts and outputs"
            )
        ),
        EditorScenario(
            "a text that does not start with a prompt keeps its own",
            .paste("x = '''\n>>> y\n'''"),
            .see("In [1]: x = '''\n   ...: >>> y\n   ...: '''|\npasted 3 lines")
        ),
        EditorScenario(
            "tabs become spaces, CR LF one line end",
            .paste("if a:\r\n\tb\r\n\tc"),
            .see("In [1]: if a:\n   ...:     b\n   ...:     c|\npasted 3 lines")
        ),
        EditorScenario(
            "it is not indented again",
            .type("if a:\r"),
            .paste("b\n    c"),
            .see("In [1]: if a:\n   ...:     b\n   ...:     c|\npasted 2 lines")
        ),
        EditorScenario(
            "control and bidirectional characters are removed and counted",
            .paste("a = '\u{1B}]0;t\u{7}\u{202E}\u{2066}'"),
            .see("In [1]: a = ''|\nremoved 4 control characters")
        ),
        EditorScenario(
            "one control character is one",
            .paste("a\u{0}\nb"),
            .see("In [1]: a\n   ...: b|\npasted 2 lines, removed 1 control character")
        ),
        EditorScenario(
            "it is undone at once",
            .type("x"),
            .paste("a = 1\nb = 2"),
            .press(.ctrl("_")),
            .see("In [1]: x|")
        ),
        EditorScenario(
            "Ctrl-C stops it",
            .type("x"),
            .paste("a = 1\nb =\u{3} 2\nc = 3\n"),
            .see("In [1]: x|\nthe paste was stopped by Ctrl-C"),
            .type("y\r"),
            .see("In [1]: xy\ngot \"xy\"\nIn [2]: |")
        ),
        EditorScenario(
            "without its end it is taken as far as it came",
            .type("\u{1B}[200~a\nb"),
            .see("In [1]: a\n   ...: b|\npasted 2 lines")
        ),
        EditorScenario(
            "it may hold what looks like its own end",
            .paste("a\u{1B}[20"),
            .see("In [1]: a|\nremoved 1 control character")
        ),
    ]
}
