import Testing

/// What vi's keys do in a cell.
@Suite(.timeLimit(.minutes(5))) struct EditorViScenarios {
    @Test(arguments: scenarios) func `vi's keys edit cells of many lines`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    private static let three: EditorScenario.Event = .type("one two\nthree\nfour\u{1B}")

    private static func vi(_ name: String, _ keys: String, _ screen: String) -> EditorScenario {
        EditorScenario(name, with: ["--vi"], three, .rest, .type(keys), .see(screen))
    }

    private static let scenarios: [EditorScenario] = [
        vi("Escape steps back by one", "", "In [1]: one two\n   ...: three\n   ...: fou|r"),
        vi("gg and G", "ggGgg", "In [1]: |one two\n   ...: three\n   ...: four"),
        vi("j, k, 0 and $", "gg$jk0j$", "In [1]: one two\n   ...: thre|e\n   ...: four"),
        vi("w, b and e", "ggweb", "In [1]: one |two\n   ...: three\n   ...: four"),
        vi("counts", "gg3w", "In [1]: one two\n   ...: three\n   ...: |four"),
        vi("dw", "ggdw", "In [1]: |two\n   ...: three\n   ...: four"),
        vi("d2w", "ggd2w", "In [1]: |three\n   ...: four"),
        vi("dd", "ggjdd", "In [1]: one two\n   ...: |four"),
        vi("2dd and u", "gg2ddu", "In [1]: |one two\n   ...: three\n   ...: four"),
        vi("u and Ctrl-R", "ggddu\u{12}", "In [1]: |three\n   ...: four"),
        vi("cw", "ggcwxy", "In [1]: xy| two\n   ...: three\n   ...: four"),
        vi("cc", "ggjccxy", "In [1]: one two\n   ...: xy|\n   ...: four"),
        vi("ciw", "ggfwciwxy", "In [1]: one xy|\n   ...: three\n   ...: four"),
        vi("daw", "ggdaw", "In [1]: |two\n   ...: three\n   ...: four"),
        vi("dt and df", "ggdt dfw", "In [1]: |o\n   ...: three\n   ...: four"),
        vi("D, x and X", "gg4lDxX", "In [1]: o|e\n   ...: three\n   ...: four"),
        vi("yy and p", "ggyyp", "In [1]: one two\n   ...: |one two\n   ...: three\n   ...: four"),
        vi("yw and P", "ggywP", "In [1]: one |one two\n   ...: three\n   ...: four"),
        vi("o", "ggoa", "In [1]: one two\n   ...: a|\n   ...: three\n   ...: four"),
        vi("O", "ggjOa", "In [1]: one two\n   ...: a|\n   ...: three\n   ...: four"),
        vi("A and I", "ggA!\u{1B}Ix", "In [1]: x|one two!\n   ...: three\n   ...: four"),
        vi("r and ~", "ggrO~", "In [1]: o|ne two\n   ...: three\n   ...: four"),
        vi("a history of its own keys", "gg/", "In [1]: one two\n   ...: three\n   ...: four\nsearch: |"),
        vi("arrow keys in command mode", "gg\u{1B}[C\u{1B}[Bx", "In [1]: one two\n   ...: t|ree\n   ...: four"),
        vi(
            "Ctrl-O runs the cell",
            "gg\u{F}",
            "In [1]: one two\n   ...: three\n   ...: four\ngot \"one two\\nthree\\nfour\"\nIn [2]: |"
        ),
        EditorScenario(
            "Alt-Enter opens a line though Escape and Enter are two keys",
            with: ["--vi"],
            .type("a"),
            .press(.alt("\r")),
            .type("b"),
            .see("In [1]: a\n   ...: b|")
        ),
        EditorScenario(
            "vi's keys can be chosen and left",
            .type("vi\r\u{C}"),
            .see("In [2]: |"),
            .type("ab\u{1B}0ix\r\u{C}"),
            .see("In [3]: |"),
            .type("emacs\r\u{C}ab"),
            .press(.ctrl("A")),
            .see("In [4]: |ab")
        ),
    ]
}
