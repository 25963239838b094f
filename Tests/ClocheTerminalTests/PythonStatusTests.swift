import Testing

@testable import ClocheTerminal

@Suite struct PythonStatusTests {
    @Test(arguments: CPythonAnswers.complete)
    func `what CPython would run is complete`(cell: String) {
        #expect(PythonSource(cell).status == .complete)
    }

    @Test(arguments: CPythonAnswers.incomplete)
    func `what CPython would wait for is incomplete`(cell: String) {
        #expect(PythonSource(cell).status == .incomplete)
    }

    @Test(arguments: CPythonAnswers.invalid)
    func `what CPython refuses needs no more lines`(cell: String) {
        #expect(PythonSource(cell).status != .incomplete)
    }

    @Test(arguments: [
        "'a", "\"a\n\"", ")", "(]", "f'{x'", "f'a\n'", "x = {)", "f'}'", "'abc\\\n", "x = \\ 1", "if x", "def f()",
        "if lambda: 1", "if x[1:2]", "else:", "# c\nelif x:", "if x: pass\nelse", "async",
    ])
    func `what no line can mend is invalid`(cell: String) {
        #expect(PythonSource(cell).status == .invalid)
    }

    @Test(arguments: ["a = 1\nb = 2", "def f():\n    pass\nf()", "if a:\n    b\n\nc", "x = 1\n\n"])
    func `a cell may hold many statements`(cell: String) {
        #expect(PythonSource(cell).status == .complete)
    }

    @Test(arguments: ["a = 1\nif b:\n    c", "if a:\n    b\n\nfor c in d:", "a\n@b", "a\nb(", "a\n'''"])
    func `the last of many statements says whether there must be more`(cell: String) {
        #expect(PythonSource(cell).status == .incomplete)
    }

    @Test func `a line of spaces is as good as an empty one`() {
        #expect(PythonSource("def f():\n    return 1\n    ").status == .complete)
        #expect(PythonSource("if a:\n    b\n\t").status == .complete)
    }

    @Test(arguments: ["x?", "x??", "a.b.c?", "?x", "??x", " for? ", "?class", "if?", "é?", "?f("])
    func `a request for help is complete`(cell: String) {
        #expect(PythonSource(cell).status == .complete)
    }

    @Test(arguments: [":help", ":allow read '/a", ":set prompt (", ":", ":if x:\n  '''"])
    func `a meta-command is complete`(cell: String) {
        #expect(PythonSource(cell).status == .complete)
    }

    @Test(arguments: [199, 200, 201, 5000])
    func `brackets nest as deep as CPython lets them`(depth: Int) {
        let cell = String(repeating: "(\n", count: depth)
        #expect(PythonSource(cell).status == (depth <= 200 ? .incomplete : .invalid))
    }
}
