import ClocheTestSupport
import Foundation
import Testing

/// How the terminal is left: at the end, by signals, in a crash, and while another program has it.
@Suite(.timeLimit(.minutes(5))) struct EditorLeavingScenarios {
    @Test(arguments: ends) func `the terminal is as it was`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: stops) func `after a stop the cell is there again`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    @Test(arguments: answers) func `answers are read`(_ scenario: EditorScenario) throws {
        try scenario.replay()
    }

    private static let ends: [EditorScenario] = [
        EditorScenario(
            "Ctrl-D deletes, and leaves when there is nothing",
            .type("ab\u{1}\u{4}\u{4}"),
            .see("In [1]: |"),
            .type("\u{4}"),
            .ends(status: 0),
            .see("In [1]:\nbye\n|")
        ),
        EditorScenario(
            "Ctrl-C drops what is typed",
            .type("x = (\r1\u{3}"),
            .see("In [1]: x = (\n   ...:     1\ninterrupted\nIn [1]: |"),
            .type("\u{4}"),
            .ends(status: 0)
        ),
        EditorScenario(
            "a source that is closed while it reads",
            .type("close\r"),
            .ends(status: 0),
            .see("In [1]: close\nIn [2]:\ninterrupted\nbye\n|")
        ),
        EditorScenario(
            "SIGTERM",
            .type("abc"),
            .see("In [1]: abc|"),
            .signal(SIGTERM),
            .ends(status: 128 + SIGTERM)
        ),
        EditorScenario("SIGHUP", .type("abc"), .see("In [1]: abc|"), .signal(SIGHUP), .ends(status: 128 + SIGHUP)),
        EditorScenario("SIGQUIT", .type("abc"), .see("In [1]: abc|"), .signal(SIGQUIT), .ends(status: 128 + SIGQUIT)),
        EditorScenario(
            "SIGTERM while a cell runs",
            .type("run\r"),
            .see("In [1]: run\nrunning\n|"),
            .signal(SIGTERM),
            .ends(status: 128 + SIGTERM)
        ),
        EditorScenario(
            "a crash",
            environment: ["SWIFT_BACKTRACE": "enable=no"],
            .type("abc"),
            .see("In [1]: abc|"),
            .signal(SIGUSR2),
            .ends(status: 128 + crash)
        ),
    ]

    #if arch(x86_64)
        private static let crash = SIGILL
    #else
        private static let crash = SIGTRAP
    #endif

    private static let stops: [EditorScenario] = [
        EditorScenario(
            "SIGSTOP and SIGCONT",
            .type("if a:\rb"),
            .see("In [1]: if a:\n   ...:     b|"),
            .signal(SIGSTOP),
            .signal(SIGCONT),
            .rest,
            .type("c"),
            .see("In [1]: if a:\nIn [1]: if a:\n   ...:     bc|")
        ),
        EditorScenario(
            "Ctrl-Z where nobody could continue it does not stop",
            .type("ab\u{1A}c"),
            .see("In [1]: ab\nIn [1]: abc|")
        ),
    ]

    private static let answers: [EditorScenario] = [
        EditorScenario(
            "shown",
            .type("ask\r"),
            .see("In [1]: ask\nname? |"),
            .type("bob\r"),
            .see("In [1]: ask\nname? bob\nanswer cell(\"bob\")\nIn [2]: |")
        ),
        EditorScenario(
            "not shown",
            .type("hide\r"),
            .see("In [1]: hide\npassword: |"),
            .nothing("secret"),
            .type("\r"),
            .see("In [1]: hide\npassword:\nanswer cell(\"secret\")\nIn [2]: |")
        ),
        EditorScenario(
            "typed before they are asked for",
            .type("ask\rbob\r1+1\r"),
            .see("In [1]: ask\nname? bob\nanswer cell(\"bob\")\nIn [2]: 1+1\ngot \"1+1\"\nIn [3]: |")
        ),
        EditorScenario(
            "of a paste the first line is the answer, the rest is typed",
            .type("ask\r"),
            .see("In [1]: ask\nname? |"),
            .paste("bob\n2+2\n"),
            .see("In [1]: ask\nname? bob\nanswer cell(\"bob\")\nIn [2]: 2+2\ngot \"2+2\"\nIn [3]: |")
        ),
        EditorScenario(
            "refused by Ctrl-C",
            .type("ask\r"),
            .see("In [1]: ask\nname? |"),
            .type("\u{3}"),
            .see("In [1]: ask\nname?\nanswer interrupted\nIn [2]: |")
        ),
        EditorScenario(
            "refused by Ctrl-D",
            .type("ask\r"),
            .see("In [1]: ask\nname? |"),
            .type("\u{4}"),
            .see("In [1]: ask\nname?\nanswer endOfFile\nIn [2]: |")
        ),
        EditorScenario(
            "a running cell is interrupted by Ctrl-C, and nothing typed is shown",
            .type("run\r"),
            .see("In [1]: run\nrunning\n|"),
            .type("xyz\u{3}"),
            .see("In [1]: run\nrunning\nstopped\nIn [2]: |")
        ),
    ]
}
