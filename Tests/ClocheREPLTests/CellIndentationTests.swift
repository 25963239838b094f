import Testing

@testable import ClocheREPL

@Suite struct CellIndentationTests {
    @Test(
        "The spaces of the first line go, and those of the others where all have them",
        arguments: [
            ("x", "x"), (" x", "x"), ("   x = 1\n   y", "x = 1\ny"), (" x\ny", "x\ny"),
            (" def f():\n    a", "def f():\n   a"), ("  if a:\n      b\n\n  c\n ", "if a:\n    b\n\nc\n"),
            ("\tx", "\tx"), ("", ""), ("  ", ""),
        ]
    )
    func removed(_ cell: String, _ expected: String) {
        #expect(CellIndentation.removed(from: cell) == expected)
    }
}
