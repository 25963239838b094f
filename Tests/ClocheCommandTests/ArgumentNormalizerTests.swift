import Testing

@testable import ClocheCommand

@Suite struct ArgumentNormalizerTests {
    @Test(
        "Values stand behind '=', and Python's words behind '--'",
        arguments: [
            ([], []),
            (["x.py", "--json", "-c"], ["--", "x.py", "--json", "-c"]),
            (["-", "a"], ["--", "-", "a"]),
            (["--", "x.py"], ["--", "x.py"]),
            (["--allow-net", "x.py"], ["--allow-net=\0", "--", "x.py"]),
            (["--allow-net=a", "--deny-net", "x.py"], ["--allow-net=a", "--deny-net=\0", "--", "x.py"]),
            (["--timeout", "5", "x.py"], ["--timeout=5", "--", "x.py"]),
            (["--timeout=5", "x.py"], ["--timeout=5", "--", "x.py"]),
            (["--load", "--json"], ["--load=--json"]),
            (["--save", "a="], ["--save=a="]),
            (["-c", "", "doctor"], ["-c=", "--", "doctor"]),
            (["-c1", "--json"], ["-c=1", "--json"]),
            (["--json", "doctor", "--memory", "64"], ["--json", "doctor", "--memory", "64"]),
            (["--timeout"], ["--timeout"]),
            (["-c"], ["-c"]),
            (["--resume"], ["--resume=\0"]),
            (["--resume", "20261121"], ["--resume=\0", "--", "20261121"]),
            (["--resume=20261121", "-c", "1"], ["--resume=20261121", "-c=1"]),
        ]
    )
    func normalize(_ arguments: [String], _ expected: [String]) throws {
        #expect(try ArgumentNormalizer.normalize(arguments) == expected)
    }

    @Test(
        "A value that a script left empty is refused",
        arguments: [["--allow-read="], ["--load", ""], ["--timeout="], ["--resume="]]
    )
    func empty(_ arguments: [String]) {
        #expect(throws: UsageError.self) { try ArgumentNormalizer.normalize(arguments) }
    }
}
