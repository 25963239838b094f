import Testing

/// What typing a cell shows: its indentation, when Enter runs it, its colours.
@Suite(.timeLimit(.minutes(5))) struct EditorCellScenarios {
    @Test(arguments: entering) func `Enter runs a cell or opens a line`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: indenting) func `lines are indented`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: coloring) func `source is coloured while it is typed`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    private static let entering: [EditorScenario] = [
        EditorScenario(
            "a complete line is run",
            .type("1+1\r"),
            .see("In [1]: 1+1\ngot \"1+1\"\nIn [2]: |")
        ),
        EditorScenario(
            "a line with an open bracket goes on",
            .type("f(\r1,\r2)\r"),
            .see("In [1]: f(\n   ...:     1,\n   ...:     2)\ngot \"f(\\n    1,\\n    2)\"\nIn [2]: |")
        ),
        EditorScenario(
            "an open string goes on",
            .type("'''a\rb'''\r"),
            .see("In [1]: '''a\n   ...: b'''\ngot \"\\'\\'\\'a\\nb\\'\\'\\'\"\nIn [2]: |")
        ),
        EditorScenario(
            "a backslash goes on",
            .type("a = 1 + \\\r2\r"),
            .see("In [1]: a = 1 + \\\n   ...:     2\ngot \"a = 1 + \\\\\\n    2\"\nIn [2]: |")
        ),
        EditorScenario(
            "what is wrong is run, for Python to say so",
            .type("1 +)\r"),
            .see("In [1]: 1 +)\ngot \"1 +)\"\nIn [2]: |")
        ),
        EditorScenario(
            "a block is run by an empty line",
            .type("if a:\rb\r\r"),
            .see("In [1]: if a:\n   ...:     b\n   ...:\ngot \"if a:\\n    b\"\nIn [2]: |")
        ),
        EditorScenario(
            "a cell of one line is run wherever the cursor stands",
            .type("abc"),
            .press(.left, .left, .enter),
            .see("In [1]: abc\ngot \"abc\"\nIn [2]: |")
        ),
        EditorScenario(
            "in a cell of many lines a line is opened when the cursor is not at its end",
            .type("a\nb"),
            .press(.up, .enter),
            .see("In [1]: a\n   ...: |\n   ...: b")
        ),
        EditorScenario(
            "Alt-Enter always opens a line",
            .type("a"),
            .press(.alt("\r")),
            .type("b\r"),
            .see("In [1]: a\n   ...: b\ngot \"a\\nb\"\nIn [2]: |")
        ),
        EditorScenario(
            "Ctrl-J always opens a line",
            .type("a\nb\nc\r"),
            .see("In [1]: a\n   ...: b\n   ...: c\ngot \"a\\nb\\nc\"\nIn [2]: |")
        ),
        EditorScenario(
            "Ctrl-O always runs the cell",
            .type("f(\na"),
            .press(.up, .ctrl("O")),
            .see("In [1]: f(\n   ...:     a\ngot \"f(\\n    a\"\nIn [2]: |")
        ),
        EditorScenario(
            "a meta-command is run at once",
            .type(":allow read (\r"),
            .see("In [1]: :allow read (\ngot \":allow read (\"\nIn [2]: |")
        ),
        EditorScenario(
            "a request for help is run at once",
            .type("a.b??\r"),
            .see("In [1]: a.b??\ngot \"a.b??\"\nIn [2]: |")
        ),
        EditorScenario(
            "Enter on nothing gives nothing",
            .press(.enter),
            .see("In [1]:\ngot \"\"\nIn [2]: |")
        ),
    ]

    private static let indenting: [EditorScenario] = [
        EditorScenario(
            "a colon indents, return dedents",
            .type("def f(x):\rif x:\rreturn 1\rreturn 2\ry"),
            .see(
                """
                In [1]: def f(x):
                   ...:     if x:
                   ...:         return 1
                   ...:     return 2
                   ...: y|
                """
            )
        ),
        EditorScenario(
            "pass, break, continue and raise dedent",
            .type("for i in x:\rif i:\rpass\rif i:\rbreak\rif i:\rcontinue\rraise i\rz"),
            .see(
                """
                In [1]: for i in x:
                   ...:     if i:
                   ...:         pass
                   ...:     if i:
                   ...:         break
                   ...:     if i:
                   ...:         continue
                   ...:     raise i
                   ...: z|
                """
            )
        ),
        EditorScenario(
            "the colon of else takes its line back",
            .type("if a:\rb\relse"),
            .see("In [1]: if a:\n   ...:     b\n   ...:     else|"),
            .type(":"),
            .see("In [1]: if a:\n   ...:     b\n   ...: else:|"),
            .type("\rc"),
            .see("In [1]: if a:\n   ...:     b\n   ...: else:\n   ...:     c|")
        ),
        EditorScenario(
            "except goes under its try",
            .type("def f():\rtry:\ra\rexcept E:\rb\rfinally:\rc"),
            .see(
                """
                In [1]: def f():
                   ...:     try:
                   ...:         a
                   ...:     except E:
                   ...:         b
                   ...:     finally:
                   ...:         c|
                """
            )
        ),
        EditorScenario(
            "the colon of a dictionary changes nothing",
            .type("if a:\rx = {'else':"),
            .see("In [1]: if a:\n   ...:     x = {'else':|")
        ),
        EditorScenario(
            "lines in brackets are indented, and go on as the one before",
            .type("f(\ra,\rb,"),
            .see("In [1]: f(\n   ...:     a,\n   ...:     b,|")
        ),
        EditorScenario(
            "a blank line keeps its indentation",
            .type("def f():\ra\n\nb"),
            .see("In [1]: def f():\n   ...:     a\n   ...:\n   ...:     b|")
        ),
        EditorScenario(
            "Backspace takes one step of indentation",
            .type("if a:\rb\r"),
            .press(.backspace),
            .see("In [1]: if a:\n   ...:     b\n   ...: |")
        ),
        EditorScenario(
            "Tab indents in white space, Shift-Tab dedents",
            .press(.tab, .tab),
            .see("In [1]:         |"),
            .press(.shiftTab),
            .see("In [1]:     |"),
            .type("x"),
            .press(.shiftTab),
            .see("In [1]: x|")
        ),
        EditorScenario(
            "Shift-Tab goes to the step before, wherever the cursor stands",
            .type("      abc"),
            .press(.left, .shiftTab),
            .see("In [1]:     ab|c"),
            .press(.shiftTab),
            .see("In [1]: ab|c"),
            .nothing("\u{1B}[999~")
        ),
    ]

    private static let coloring: [EditorScenario] = [
        EditorScenario(
            "keywords, definitions, builtins, comments",
            with: ["--color"],
            .type("def f(x): return len(x)  # why"),
            .see("In [1]: def f(x): return len(x)  # why|"),
            .look(.color("38;5;63"), "def|return"),
            .look(.bold, "f"),
            .look(.color("38;5;31"), "len"),
            .look(.color("38;5;66"), "# why")
        ),
        EditorScenario(
            "strings with their fields, numbers, operators",
            with: ["--color"],
            .type("x = f'a{b}c' + 1.5"),
            .see("In [1]: x = f'a{b}c' + 1.5|"),
            .look(.color("38;5;28"), "f'a|c'"),
            .look(.color("38;5;130"), "{|}"),
            .look(.color("38;5;133"), "1.5"),
            .look(.color("38;5;95"), "=|+")
        ),
        EditorScenario(
            "decorators",
            with: ["--color"],
            .type("@a.b(1)"),
            .see("In [1]: @a.b(1)|"),
            .look(.color("38;5;130"), "@a.b")
        ),
        EditorScenario(
            "meta-commands",
            with: ["--color"],
            .type(":allow read"),
            .see("In [1]: :allow read|"),
            .look(.bold, ":allow")
        ),
        EditorScenario(
            "a string that is typed colours what follows, until it ends",
            with: ["--color"],
            .type("'''a\nif b"),
            .see("In [1]: '''a\n   ...: if b|"),
            .look(.color("38;5;28"), "'''a|if b"),
            .type("'''"),
            .press(.ctrlHome, .delete, .delete, .delete),
            .see("In [1]: |a\n   ...: if b'''"),
            .look(.color("38;5;63"), "if")
        ),
        EditorScenario(
            "a bracket that closes none is marked",
            with: ["--color"],
            .type("f(x])"),
            .see("In [1]: f(x])|"),
            .look(.color("38;5;160"), "]")
        ),
        EditorScenario(
            "the bracket at the cursor and its partner are marked",
            with: ["--color"],
            .type("f(\na)"),
            .see("In [1]: f(\n   ...:     a)|"),
            .look(.underlined, "(|)"),
            .press(.left, .left),
            .see("In [1]: f(\n   ...:     |a)"),
            .look(.underlined, "")
        ),
        EditorScenario(
            "a cell that is submitted keeps its colours and loses the marks",
            with: ["--color"],
            .type("len(1)\r"),
            .see("In [1]: len(1)\ngot \"len(1)\"\nIn [2]: |"),
            .look(.color("38;5;31"), "len"),
            .look(.underlined, "")
        ),
        EditorScenario(
            "a terminal of 8 colours gets the first ones",
            with: ["--color"],
            environment: ["TERM": "xterm"],
            .type("def f(): 'a'"),
            .see("In [1]: def f(): 'a'|"),
            .look(.bold, "def|f"),
            .look(.color("31"), "'a'")
        ),
        EditorScenario(
            "without colours everything is plain but the prompt",
            .type("def f(x]): 'a'"),
            .see("In [1]: def f(x]): 'a'|"),
            .look(.plain, "def f(x]): 'a'")
        ),
    ]
}
