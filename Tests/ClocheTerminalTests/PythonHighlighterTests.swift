import Testing

@testable import ClocheTerminal

@Suite struct PythonHighlighterTests {
    @Test func `keywords, names, numbers, strings and comments have their own styles`() {
        #expect(shape("def f(x): return 'é' + 10  # c") == "kkk.d.....kkkkkk.sss...nn..ccc")
    }

    @Test func `a keyword inside a name or a string is none`() {
        #expect(shape("format = 'if'") == ".........ssss")
    }

    @Test func `a string that goes over lines keeps its style`() {
        #expect(shape("'''a\nb'''") == "sssssssss")
    }

    private func shape(_ source: String) -> String {
        String(
            PythonHighlighter.styles(Array(source)).map { style in
                switch style {
                case .plain: "."
                case .keyword: "k"
                case .string: "s"
                case .number: "n"
                case .comment: "c"
                case .definition: "d"
                default: "?"
                }
            }
        )
    }
}
