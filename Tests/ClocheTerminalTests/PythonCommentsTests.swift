import Testing

@testable import ClocheTerminal

@Suite struct PythonCommentsTests {
    @Test(
        arguments: [
            ("x", "# x"), ("# x", "x"), ("#x", "x"), ("    x", "    # x"), ("    # x", "    x"), ("", ""), ("  ", "  "),
            ("if a:\n    b", "# if a:\n#     b"), ("# if a:\n#     b", "if a:\n    b"), ("# a\nb", "# # a\n# b"),
            ("    a\n\n        b", "    # a\n\n    #     b"), ("    # a\n\n    #     b", "    a\n\n        b"),
            ("日", "# 日"),
        ] as [(String, String)]
    )
    func `comment signs are added, or taken away where all lines have one`(text: String, toggled: String) {
        let source = PythonSource(text)
        #expect(source.toggledComments(of: 0...(source.lines.count - 1)).joined(separator: "\n") == toggled)
    }

    @Test func `only the lines that are asked for come back`() {
        #expect(PythonSource("a\nb\nc\nd").toggledComments(of: 1...2) == ["# b", "# c"])
        #expect(PythonSource("a").toggledComments(of: 0...9) == ["# a"])
    }
}
