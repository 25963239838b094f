import ClocheTestSupport
import Testing

/// How earlier cells come back.
@Suite(.timeLimit(.minutes(5))) struct EditorHistoryScenarios {
    @Test(arguments: walks) func `keys walk through the history`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: searches) func `Ctrl-R searches the history`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: suggestions) func `the history suggests how a cell goes on`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test func `the history is kept for the next run`() throws {
        let run = try EditorRun(["--history", "{home}/history"])
        run.pty.send("if a:\rb\r\r")
        #expect(run.rest()?.number == 2)
        let path = try #require(run.path(of: "history"))
        let second = try EditorRun(["--history", path])
        second.pty.send(EditorKey.up.text)
        #expect(second.rest() == EditorRun.State(number: 1, text: "if a:\n    b", cursor: 11))
    }

    /// Three cells that were run, and a clear screen.
    private static let past = EditorScenario.Event.type("x = 1\rfor i in x:\rprint(i)\r\rx = 22\r\u{C}")

    private static let walks: [EditorScenario] = [
        EditorScenario(
            "Up and Down move inside the cell, then across cells",
            past,
            .see("In [4]: |"),
            .press(.up),
            .see("In [4]: x = 22|"),
            .press(.up),
            .see("In [4]: for i in x:\n   ...:     print(i)|"),
            .press(.up),
            .see("In [4]: for i in x:|\n   ...:     print(i)"),
            .press(.home, .up),
            .see("In [4]: x = 1|"),
            .press(.up),
            .rest,
            .see("In [4]: x = 1|"),
            .press(.down),
            .see("In [4]: for i in x:\n   ...:     print(i)|"),
            .press(.down),
            .see("In [4]: x = 22|"),
            .press(.down),
            .see("In [4]: |")
        ),
        EditorScenario(
            "Up keeps to what stands before the cursor",
            past,
            .type("x ="),
            .press(.up),
            .see("In [4]: x = 22|"),
            .press(.up),
            .see("In [4]: x = 1|"),
            .press(.down, .down),
            .see("In [4]: x =|")
        ),
        EditorScenario(
            "Alt-Up and Alt-Down go through all cells, wherever the cursor stands",
            past,
            .type("x\ny"),
            .press(.altUp, .altUp),
            .see("In [4]: for i in x:\n   ...:     print(i)|"),
            .press(.altUp),
            .see("In [4]: x = 1|"),
            .press(.altDown, .altDown, .altDown),
            .see("In [4]: x\n   ...: y|")
        ),
        EditorScenario(
            "a recalled cell is changed, not the one in the history",
            past,
            .press(.up),
            .type("0\r\u{C}"),
            .press(.up, .up),
            .see("In [5]: x = 22|")
        ),
        EditorScenario(
            "a space before a cell keeps it out",
            past,
            .type(" secret\r\u{C}"),
            .see("In [5]: |"),
            .press(.up),
            .see("In [5]: x = 22|")
        ),
        EditorScenario(
            "equal cells are one",
            .type("a\rb\ra\r\u{C}"),
            .press(.altUp, .altUp),
            .see("In [4]: b|"),
            .press(.altUp),
            .see("In [4]: b|")
        ),
    ]

    private static let searches: [EditorScenario] = [
        EditorScenario(
            "the whole cell is shown",
            past,
            .type("draft"),
            .press(.ctrl("R")),
            .see("In [4]: draft\nsearch: |"),
            .type("pri"),
            .see("In [4]: for i in x:\n   ...:     print(i)\nsearch: pri|  1 of 1"),
            .press(.enter),
            .see("In [4]: for i in x:\n   ...:     print(i)|")
        ),
        EditorScenario(
            "Ctrl-R goes to older cells, Ctrl-S to newer ones",
            past,
            .press(.ctrl("R")),
            .type("x"),
            .see("In [4]: x = 22\nsearch: x|  1 of 3"),
            .press(.ctrl("R"), .ctrl("R")),
            .see("In [4]: x = 1\nsearch: x|  3 of 3"),
            .press(.ctrl("S")),
            .see("In [4]: for i in x:\n   ...:     print(i)\nsearch: x|  2 of 3"),
            .press(.down),
            .see("In [4]: x = 22\nsearch: x|  1 of 3"),
            .press(.up, .tab),
            .see("In [4]: for i in x:\n   ...:     print(i)|")
        ),
        EditorScenario(
            "arrows, Backspace and a paste change what is looked for",
            past,
            .press(.ctrl("R")),
            .type("="),
            .press(.left),
            .paste("x "),
            .see("In [4]: x = 22\nsearch: x |=  1 of 2"),
            .press(.right),
            .type(" 1"),
            .see("In [4]: x = 1\nsearch: x = 1|  1 of 1"),
            .press(.backspace),
            .see("In [4]: x = 22\nsearch: x = |  1 of 2")
        ),
        EditorScenario(
            "Ctrl-G goes back to what was typed",
            past,
            .type("draft"),
            .press(.ctrl("R")),
            .type("22"),
            .see("In [4]: x = 22\nsearch: 22|  1 of 1"),
            .press(.ctrl("G")),
            .see("In [4]: draft|")
        ),
        EditorScenario(
            "Escape takes the cell",
            past,
            .press(.ctrl("R")),
            .type("22"),
            .press(.escape),
            .rest,
            .see("In [4]: x = 22|")
        ),
        EditorScenario(
            "another key takes the cell and has its effect",
            past,
            .press(.ctrl("R")),
            .type("22"),
            .press(.home),
            .see("In [4]: |x = 22")
        ),
        EditorScenario(
            "what is found is marked",
            with: ["--color"],
            past,
            .press(.ctrl("R")),
            .type("rin"),
            .see("In [4]: for i in x:\n   ...:     print(i)\nsearch: rin|  1 of 1"),
            .look(.reversed, "rin")
        ),
        EditorScenario(
            "the search before is taken up again",
            past,
            .press(.ctrl("R")),
            .type("x = 1"),
            .press(.ctrl("G"), .ctrl("R"), .ctrl("R")),
            .see("In [4]: x = 1\nsearch: x = 1|  1 of 1")
        ),
    ]

    private static let suggestions: [EditorScenario] = [
        EditorScenario(
            "Right takes it",
            with: ["--suggest"],
            past,
            .type("x"),
            .see("In [4]: x| = 22"),
            .press(.right),
            .see("In [4]: x = 22|")
        ),
        EditorScenario(
            "Ctrl-F takes it",
            with: ["--suggest"],
            past,
            .type("x"),
            .press(.ctrl("F")),
            .see("In [4]: x = 22|")
        ),
        EditorScenario(
            "Alt-Right takes a word of it",
            with: ["--suggest"],
            .type("one two three\r\u{C}one"),
            .see("In [2]: one| two three"),
            .press(.altRight),
            .see("In [2]: one two| three"),
            .press(.altRight),
            .see("In [2]: one two three|")
        ),
        EditorScenario(
            "it is dim, and of many lines the first is shown",
            with: ["--suggest", "--color"],
            past,
            .type("fo"),
            .see("In [4]: fo|r i in x:…"),
            .look(.color("38;5;243"), "r i in x:…"),
            .press(.end),
            .see("In [4]: for i in x:\n   ...:     print(i)|")
        ),
        EditorScenario(
            "it is no part of the cell",
            with: ["--suggest"],
            past,
            .type("x"),
            .press(.enter),
            .see("In [4]: x\ngot \"x\"\nIn [5]: |")
        ),
        EditorScenario(
            "it is gone where the cursor is not at the end",
            with: ["--suggest"],
            past,
            .type("x"),
            .press(.left),
            .see("In [4]: |x")
        ),
    ]
}
