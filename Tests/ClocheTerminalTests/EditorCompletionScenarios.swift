import Foundation
import Testing

/// What Tab does with the candidates of the probe: `print`, `property`, `range`, ..., and 40 items.
@Suite(.timeLimit(.minutes(5))) struct EditorCompletionScenarios {
    @Test(arguments: menus) func `Tab completes`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: manyCandidates) func `a menu keeps to the window`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: signatures) func `the signature of a call is shown`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    private static let both = "print     function\nproperty  function"

    private static let menus: [EditorScenario] = [
        EditorScenario(
            "the only candidate is put in",
            .type("x.pri\t"),
            .see("In [1]: x.print|")
        ),
        EditorScenario(
            "what all share is put in first, then they are listed with what they are",
            .type("x.p\t"),
            .see("In [1]: x.pr|\n" + both)
        ),
        EditorScenario(
            "no candidate rings and changes nothing",
            .type("zz\t"),
            .rest,
            .see("In [1]: zz|")
        ),
        EditorScenario(
            "Tab and Shift-Tab choose",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.tab),
            .see("In [1]: print|\n" + both),
            .look(.reversed, "print"),
            .press(.tab),
            .see("In [1]: property|\n" + both),
            .look(.reversed, "property"),
            .press(.tab),
            .see("In [1]: print|\n" + both),
            .press(.shiftTab),
            .see("In [1]: property|\n" + both)
        ),
        EditorScenario(
            "arrows choose, Enter takes the choice and runs nothing",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.down, .down, .up),
            .see("In [1]: print|\n" + both),
            .press(.enter),
            .see("In [1]: print|"),
            .press(.enter),
            .see("In [1]: print\ngot \"print\"\nIn [2]: |")
        ),
        EditorScenario(
            "Escape takes the choice back",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.tab, .escape),
            .rest,
            .see("In [1]: pr|")
        ),
        EditorScenario(
            "Ctrl-G takes the choice back",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.tab, .tab, .ctrl("G")),
            .see("In [1]: pr|")
        ),
        EditorScenario(
            "typing on narrows the list, Backspace widens it again",
            .type("r\t"),
            .see("In [1]: r|\nrange     function\nrepr      function\nreversed  function\nround     function"),
            .type("e"),
            .see("In [1]: re|\nrepr      function\nreversed  function"),
            .type("p"),
            .see("In [1]: rep|\nrepr  function"),
            .press(.backspace),
            .see("In [1]: re|\nrepr      function\nreversed  function")
        ),
        EditorScenario(
            "typing what no candidate has closes the list",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .type("x"),
            .see("In [1]: prx|")
        ),
        EditorScenario(
            "typing after a choice takes it",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.tab),
            .type("(1)"),
            .see("In [1]: print(1)|")
        ),
        EditorScenario(
            "Enter without a choice runs the cell",
            .type("p\t"),
            .see("In [1]: pr|\n" + both),
            .press(.enter),
            .see("In [1]: pr\ngot \"pr\"\nIn [2]: |")
        ),
        EditorScenario(
            "in the middle of a line what follows stays",
            .type("pri + 1"),
            .press(.home, .right, .right, .right, .tab),
            .see("In [1]: print| + 1")
        ),
        EditorScenario(
            "an answer that comes when the text is another one is dropped",
            .type("s\t"),
            .rest,
            .type("l"),
            .rest,
            .signal(SIGUSR1),
            .rest,
            .see("In [1]: sl|"),
            .press(.tab),
            .rest,
            .see("In [1]: sl|"),
            .signal(SIGUSR1),
            .see("In [1]: slow|\nslow    function\nslower  function")
        ),
    ]

    private static let manyCandidates: [EditorScenario] = [
        EditorScenario(
            "more candidates than fit are shown in pages",
            columns: 40,
            rows: 12,
            .type("i\t"),
            .see(
                """
                In [1]: item|
                item10  function  item13  function
                item11  function  item14  function
                item12  function  item15  function
                1-6 of 40
                """
            ),
            .press(.tab, times: 16),
            .see(
                """
                In [1]: item25|
                item22  function  item25  function
                item23  function  item26  function
                item24  function  item27  function
                13-18 of 40
                """
            ),
            .press(.shiftTab, times: 16),
            .see(
                """
                In [1]: item49|
                item46  function  item49  function
                item47  function
                item48  function
                37-40 of 40
                """
            )
        ),
        EditorScenario(
            "at the bottom of the window the menu moves the cell up, and what was above stays",
            columns: 40,
            rows: 6,
            .type("a\rb\r"),
            .see("In [1]: a\ngot \"a\"\nIn [2]: b\ngot \"b\"\nIn [3]: |"),
            .type("\np\t"),
            .see("In [2]: b\ngot \"b\"\nIn [3]:\n   ...: pr|\n" + both),
            .press(.tab),
            .see("In [2]: b\ngot \"b\"\nIn [3]:\n   ...: print|\n" + both),
            .press(.enter),
            .see("In [2]: b\ngot \"b\"\nIn [3]:\n   ...: print|")
        ),
        EditorScenario(
            "in 20 columns details are cut",
            columns: 20,
            .type("p\t"),
            .see("In [1]: pr|\nprint     function\nproperty  function"),
            .resize(columns: 16, rows: 24),
            .see("In [1]: pr|\nprint    funct…\nproper…  funct…")
        ),
    ]

    private static let signatures: [EditorScenario] = [
        EditorScenario(
            "with the current parameter marked",
            .type("power("),
            .see("In [1]: power(|\npower(base, exponent=2) -> int"),
            .look(.reversed, "base"),
            .type("1, "),
            .see("In [1]: power(1, |\npower(base, exponent=2) -> int"),
            .look(.reversed, "exponent=2"),
            .press(.left, .left),
            .see("In [1]: power(1|,\npower(base, exponent=2) -> int"),
            .look(.reversed, "base"),
            .press(.end),
            .type(")"),
            .see("In [1]: power(1, )|")
        ),
        EditorScenario(
            "a keyword marks its parameter",
            .type("power(exponent=3"),
            .see("In [1]: power(exponent=3|\npower(base, exponent=2) -> int"),
            .look(.reversed, "exponent=2")
        ),
        EditorScenario(
            "it is not part of what is run",
            .type("power(1"),
            .see("In [1]: power(1|\npower(base, exponent=2) -> int"),
            .type(")\r"),
            .see("In [1]: power(1)\ngot \"power(1)\"\nIn [2]: |")
        ),
        EditorScenario(
            "what is not known has none",
            .type("f(power(1), power(2"),
            .see("In [1]: f(power(1), power(2|\npower(base, exponent=2) -> int"),
            .type(")"),
            .see("In [1]: f(power(1), power(2)|")
        ),
        EditorScenario(
            "in a narrow window the current parameter stays",
            columns: 20,
            .type("power(1, "),
            .see("In [1]: power(1, |\nexponent=2")
        ),
    ]
}
