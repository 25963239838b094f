import Testing

@testable import ClocheTerminal

@Suite struct PythonBracketsTests {
    @Test(
        arguments: [
            ("|()", [0, 1]), ("()|", [1, 0]), ("f(|a)", [1, 3]), ("f(a|)", [3, 1]), ("f(a)|", [3, 1]),
            ("((a)|)", [4, 0]),
            ("{[(|)]}", [3, 2]), ("f(\n  'x)',\n|)", [11, 1]), ("f'{|a}'", [2, 4]), ("f'{a}|'", [4, 2]),
            ("f'{ {1}|[0] }'", [7, 9]),
            ("é(日|)", [3, 1]), ("f'{a:{b}|}'", [8, 2]), ("f'{a:|{b}}'", [5, 7]), ("x = [\n\n|]", [7, 4]),
        ] as [(String, [Int])]
    )
    func `a bracket and its partner`(text: String, offsets: [Int]) {
        #expect(brackets(text) == offsets)
    }

    @Test(arguments: [
        "|", "a|b", "|(", "(|", ")|", "(|]", "'|()'", "# (|)", "f'{{|a}}'", "f('|a", "'()|'", ":a (|)", "f'{(|a'\n)",
    ])
    func `no bracket, or none that belongs to it`(text: String) {
        #expect(brackets(text).isEmpty)
    }

    private func brackets(_ text: String) -> [Int] {
        let cursor = Cursor(text)
        return PythonSource(cursor.text).brackets(at: cursor.offset)
    }
}
