import Testing

@testable import ClocheTerminal

@Suite struct PythonInputStatusTests {
    @Test(arguments: [
        "", "  ", "1+1", "# comment", "x = 1  # a ( b", "f(1,\n  2)", "x = [\n]", "'a'", #"'\''"#, "'''a\nb'''",
        "a = 1\nb = 2",
        "for i in x:\n    print(i)\n", "def f():\n    return 1\n    ", "if a:\n    b\nelse:\n    c\n", "f'{x}'",
        #"f"{x["a"]}""#,
        #"f'{x:{y}}'"#, "f'{{'", "rb'\\\\'", "x = 1 \\\n  + 2", "def f():\n    pass\nf()", "x: int = 1", "a[1:]",
        "{'a': 1}",
        "'#'", "\"\"\"a\"b\"\"\"", "lambda: 1", "@d\ndef f(): pass\n", "# :", "if x: y\n", "print('\u{65E5}')",
        "match = 1", "return",
    ])
    func `what can run is complete`(cell: String) {
        #expect(PythonInputStatus(cell).status == .complete)
    }

    @Test(arguments: [
        "for i in x:", "for i in x:  # why", "def f():\n    return 1", "if a: b", "f(1,", "x = [1,\n 2,", "{", "'''a",
        "r'''a\n",
        "f'''{x", "x = 1 + \\", "@decorator", "class A:\n    def f(self):", "try:\n    x\nexcept E:", "match x:",
        "if a:\n    b\nelse:\n    c", "async def f():\n    await x", "with a as b: pass", "def f(a,\n      b):",
        "x = '''\\'''",
        "def f():\n", "x = '''#", "if a:\n    pass\n# c", "def f(): '''a\n\n",
    ])
    func `what needs more lines is incomplete`(cell: String) {
        #expect(PythonInputStatus(cell).status == .incomplete)
    }

    @Test(arguments: ["'a", "\"a\n\"", ")", "(]", "f'{x'", "f'a\n'", "x = {)"])
    func `what no line can mend is invalid`(cell: String) {
        #expect(PythonInputStatus(cell).status == .invalid)
    }

    @Test(
        arguments: [
            ("", 0), ("x", 0), ("    x", 4), ("for i in x:", 4), ("    if y:", 8), ("def f():\n    return 1", 0),
            ("def f():\n    if x:\n        raise E", 4), ("    pass", 0), ("pass", 0),
            ("while x:\n    break  # out", 0), ("f(", 4),
            ("f(\n    1,", 4), ("    f([", 8), ("f(1,\n  2)", 0), ("def f(a,\n      b):", 4), ("x = '''", 0),
            ("    x = '''a\n  b", 0),
            ("x = 1 + \\", 4), ("if a:\n    # c", 4), ("if a:\n    b\n    ", 4), ("if a:\n    b\n", 0),
            ("returned = 1", 0),
            ("class A:\n    x = {", 8), ("class A:\n    x = {\n    }", 4), ("if x: # (", 4),
        ] as [(String, Int)]
    )
    func `a new line is indented as the text before it asks`(text: String, spaces: Int) {
        #expect(PythonInputStatus(text).indentation == spaces)
    }

    @Test func `any text gets an answer`() {
        var generator = SplitMix(state: 7)
        let pieces = [
            "'", "\"", "'''", "f'", "{", "}", "(", ")", "[", ":", "\\", "\n", " ", "a", "1", "#", "rb\"", "\u{E9}",
            "def",
        ]
        for _ in 0..<2000 {
            let text = (0..<12).compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            _ = (PythonInputStatus(text).status, PythonInputStatus(text).indentation)
            #expect(PythonHighlighter.styles(Array(text)).count == text.count)
        }
    }
}
