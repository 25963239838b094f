import ClocheTestSupport
import Testing

/// What the keys of emacs' keymap change in a cell.
@Suite(.timeLimit(.minutes(5))) struct EditorEditScenarios {
    @Test(arguments: motions) func `keys move the cursor`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: changes) func `keys change the text`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: bindings) func `the user's own keys win`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: [[], ["--vi"]]) func `the keys are listed as they are bound`(arguments: [String]) throws {
        let editrc =
            "bind ^O cloche-newline\nbind ^[[15~ em-upper-case\nbind ^[[17~ cloche-undo\nbind -s ^[[18~ hello\n"
        let run = try EditorRun(arguments, editrc: editrc, columns: 200)
        run.pty.send("keys\r")
        #expect(run.rest()?.number == 2)
        let lines = Set(run.pty.screen.transcript.split(separator: "\n").map(String.init))
        let undo = lines.first { $0.hasSuffix(": cloche-undo") && !$0.hasPrefix("vi ") } ?? ""
        #expect(undo.contains("[17~") && undo.contains("Ctrl-/"))
        #expect(lines.contains { $0.hasSuffix(": cloche-newline") && $0.contains("Ctrl-O") })
        #expect(lines.contains { $0.hasSuffix(": em-upper-case") && $0.contains("[15~") })
        #expect(lines.contains { $0.contains("[18~") && $0.contains("hello") })
        #expect(lines.contains { $0.hasPrefix("vi ") } == !arguments.isEmpty)
    }

    private static let motions: [EditorScenario] = [
        EditorScenario(
            "by characters and lines",
            .type("ab\ncd"),
            .press(.left, .left, .left),
            .see("In [1]: ab|\n   ...: cd"),
            .press(.ctrl("A")),
            .see("In [1]: |ab\n   ...: cd"),
            .press(.ctrl("E"), .right),
            .see("In [1]: ab\n   ...: |cd"),
            .press(.ctrlEnd),
            .see("In [1]: ab\n   ...: cd|"),
            .press(.ctrlHome),
            .see("In [1]: |ab\n   ...: cd"),
            .press(.alt(">"), .alt("<"), .ctrl("F")),
            .see("In [1]: a|b\n   ...: cd"),
            .press(.ctrl("B"), .end),
            .see("In [1]: ab|\n   ...: cd")
        ),
        EditorScenario(
            "by words",
            .type("one.two three\nfour"),
            .press(.alt("b"), .altLeft),
            .see("In [1]: one.two |three\n   ...: four"),
            .press(.alt("b"), .alt("b")),
            .see("In [1]: |one.two three\n   ...: four"),
            .press(.alt("f"), .altRight),
            .see("In [1]: one.two| three\n   ...: four")
        ),
        EditorScenario(
            "Up and Down keep to the column",
            .type("abcdef\ng\nhijklm"),
            .press(.left, .up),
            .see("In [1]: abcdef\n   ...: g|\n   ...: hijklm"),
            .press(.up),
            .see("In [1]: abcde|f\n   ...: g\n   ...: hijklm"),
            .press(.down, .down),
            .see("In [1]: abcdef\n   ...: g\n   ...: hijkl|m")
        ),
        EditorScenario(
            "by whole characters",
            .type("a日👩‍👩‍👧e\u{301}🇨🇭x"),
            .press(.left, .left),
            .see("In [1]: a日👩‍👩‍👧e\u{301}|🇨🇭x"),
            .press(.left, .left, .left),
            .see("In [1]: a|日👩‍👩‍👧e\u{301}🇨🇭x"),
            .press(.delete, .delete),
            .see("In [1]: a|e\u{301}🇨🇭x"),
            .press(.end, .backspace, .backspace, .backspace),
            .see("In [1]: a|")
        ),
    ]

    private static let changes: [EditorScenario] = [
        EditorScenario(
            "undo takes words back, redo brings them again",
            .type("one two"),
            .press(.ctrl("_")),
            .see("In [1]: one |"),
            .press(.ctrl("_")),
            .see("In [1]: |"),
            .press(.alt("/"), .alt("_")),
            .see("In [1]: one two|"),
            .press(.ctrl("X"), .ctrl("U")),
            .see("In [1]: one |"),
            .press(.ctrl("X"), .ctrl("R")),
            .see("In [1]: one two|")
        ),
        EditorScenario(
            "undo puts the cursor back where the change was",
            .type("one two"),
            .press(.ctrl("A"), .ctrl("K"), .ctrl("_")),
            .see("In [1]: |one two")
        ),
        EditorScenario(
            "a recalled cell is undone at once",
            .type("a\nb\r\u{C}xyz"),
            .press(.altUp),
            .see("In [2]: a\n   ...: b|"),
            .press(.ctrl("_")),
            .see("In [2]: xyz|")
        ),
        EditorScenario(
            "what is killed can be yanked",
            .type("foo bar"),
            .press(.ctrl("W"), .ctrl("A"), .ctrl("Y")),
            .type(" "),
            .press(.ctrl("E"), .ctrl("U"), .ctrl("Y"), .ctrl("Y")),
            .see("In [1]: bar foo bar foo |")
        ),
        EditorScenario(
            "kills one after the other are one",
            .type("a b c"),
            .press(.ctrl("W"), .ctrl("W"), .ctrl("Y"), .ctrl("Y")),
            .see("In [1]: a b cb c|")
        ),
        EditorScenario(
            "older kills come by Alt-y",
            .type("one two"),
            .press(.ctrl("W"), .left, .ctrl("U"), .ctrl("Y")),
            .see("In [1]: one|"),
            .press(.alt("y")),
            .see("In [1]: two|"),
            .press(.alt("y")),
            .see("In [1]: one|"),
            .press(.right, .alt("y")),
            .see("In [1]: one |")
        ),
        EditorScenario(
            "Ctrl-K kills the rest of the line, then its end; Alt-d a word",
            .type("ab cd\nef"),
            .press(.up, .left, .left, .ctrl("K")),
            .see("In [1]: |\n   ...: ef"),
            .press(.ctrl("K")),
            .see("In [1]: |ef"),
            .press(.ctrl("Y"), .ctrlHome, .alt("d")),
            .see("In [1]: | cd\n   ...: ef")
        ),
        EditorScenario(
            "Alt-Backspace kills the word before, Delete and Ctrl-D the character at the cursor",
            .type("ab cd.ef"),
            .press(.alt("\u{7F}")),
            .see("In [1]: ab cd.|"),
            .press(.home, .delete, .ctrl("D")),
            .see("In [1]: | cd.")
        ),
        EditorScenario(
            "characters are exchanged",
            .type("abc"),
            .press(.ctrl("T")),
            .see("In [1]: acb|"),
            .press(.home, .right, .ctrl("T")),
            .see("In [1]: ca|b")
        ),
        EditorScenario(
            "words are exchanged",
            .type("one, two"),
            .press(.alt("t")),
            .see("In [1]: two, one|")
        ),
        EditorScenario(
            "lines are commented out and in",
            .type("if a:\rb"),
            .press(.alt(";")),
            .see("In [1]: if a:\n   ...:     # b|"),
            .press(.alt("#")),
            .see("In [1]: if a:\n   ...:     b|"),
            .press(.ctrlHome, .right, .alt(";")),
            .see("In [1]: # i|f a:\n   ...:     b")
        ),
        EditorScenario(
            "lines are moved",
            .type("a\nb\nc"),
            .press(.altShiftUp),
            .see("In [1]: a\n   ...: c|\n   ...: b"),
            .press(.ctrl("X"), .ctrl("P")),
            .see("In [1]: c|\n   ...: a\n   ...: b"),
            .press(.altShiftUp),
            .rest,
            .see("In [1]: c|\n   ...: a\n   ...: b"),
            .press(.altShiftDown, .ctrl("X"), .ctrl("N")),
            .see("In [1]: a\n   ...: b\n   ...: c|")
        ),
        EditorScenario(
            "the user's editor changes the cell",
            environment: ["VISUAL": "sed -i s/one/two/"],
            .type("one = 1"),
            .press(.ctrl("X"), .ctrl("E")),
            .see("In [1]: two = 1|")
        ),
        EditorScenario(
            "an editor that fails changes nothing",
            environment: ["VISUAL": "false"],
            .type("one = 1"),
            .press(.left, .ctrl("X"), .ctrl("E")),
            .see("In [1]: one = |1\nthe editor 'false' ended with status 1; nothing is changed")
        ),
    ]

    private static let bindings: [EditorScenario] = [
        EditorScenario(
            "a command of cloche on a key of libedit",
            editrc: "bind ^O cloche-newline\n",
            .type("a"),
            .press(.ctrl("O")),
            .type("b"),
            .see("In [1]: a\n   ...: b|")
        ),
        EditorScenario(
            "for cloche alone",
            editrc: "cloche:bind ^O cloche-newline\nother:bind ^P cloche-submit\n",
            .type("a"),
            .press(.ctrl("O"), .ctrl("P")),
            .see("In [1]: |a\n   ...:")
        ),
        EditorScenario(
            "a command of cloche on an escape sequence",
            editrc: "bind ^[[15~ cloche-line-start\nbind ^[k cloche-submit\n",
            .type("abc\u{1B}[15~"),
            .see("In [1]: |abc"),
            .press(.alt("k")),
            .see("In [1]: abc\ngot \"abc\"\nIn [2]: |")
        ),
        EditorScenario(
            "a command of libedit on an escape sequence",
            editrc: "bind ^[[15~ em-upper-case\n",
            .type("abc"),
            .press(.home),
            .type("\u{1B}[15~"),
            .see("In [1]: ABC|")
        ),
        EditorScenario(
            "in vi's keymap a command of libedit on an escape sequence, in both modes",
            editrc: "bind -v\nbind ^[[15~ ed-move-to-beg\nbind -a ^[[15~ ed-move-to-beg\n",
            .type("abc\u{1B}[15~x"),
            .see("In [1]: x|abc"),
            .press(.escape),
            .rest,
            .press(.end),
            .type("\u{1B}[15~iy"),
            .see("In [1]: y|xabc")
        ),
        EditorScenario(
            "in vi's keymap a command of cloche on an escape sequence",
            editrc: "bind -v\nbind ^[[15~ cloche-line-start\n",
            .type("abc\u{1B}[15~x"),
            .see("In [1]: x|abc"),
            .press(.escape),
            .rest,
            .type("A\u{1B}[15~y"),
            .see("In [1]: y|xabc")
        ),
        EditorScenario(
            "text on an escape sequence",
            editrc: "bind -s ^[[15~ hello\n",
            .type("a\u{1B}[15~b"),
            .see("In [1]: ahellob|")
        ),
        EditorScenario(
            "in vi's keymap text on an escape sequence",
            editrc: "bind -v\nbind -s ^[[15~ hello\n",
            .type("a\u{1B}[15~b\u{1B}0i\u{1B}[15~"),
            .see("In [1]: hello|ahellob")
        ),
        EditorScenario(
            "vi's keymap",
            editrc: "bind -v\n",
            .type("one two\u{1B}0dwi3 \u{1B}A!"),
            .see("In [1]: 3 two!|")
        ),
        EditorScenario(
            "another keymap than that of ~/.editrc",
            with: ["--vi"],
            editrc: "bind -e\n",
            .type("one\u{1B}0ix"),
            .see("In [1]: x|one")
        ),
    ]
}
