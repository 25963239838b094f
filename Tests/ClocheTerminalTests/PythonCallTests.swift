import Testing

@testable import ClocheTerminal

@Suite struct PythonCallTests {
    @Test(
        arguments: [
            ("f(|", "f", 0), ("f(a|", "f", 0), ("f(a, |)", "f", 1), ("math.sqrt(|)", "math.sqrt", 0),
            ("a . b (1,2,|", "a.b", 2), ("f((1, 2), [3, 4], {5: 6, 7: 8}, |", "f", 3), ("f(g(1, |", "g", 1),
            ("f(g(1, 2), |", "f", 1), ("f('a, (', |", "f", 1), ("f(lambda a, b: a, |", "f", 1),
            ("f(lambda a, b|", "f", 0), ("f(lambda a=(lambda b, c: 1), d: 2, |", "f", 1), ("f([1, 2|", "f", 0),
            ("f(a, (1, 2|", "f", 1), ("f(a, x[1, |", "f", 1), ("f(\n    a,\n    b|\n)", "f", 1),
            ("f(a,  # b, c\n|", "f", 1), ("f'{g(1, |)}'", "g", 1), ("f(1, f'{x, |}'", "f", 1), ("日本(é, |", "日本", 1),
            ("if f(|", "f", 0), ("def g(x=f(|", "f", 0), ("@f(|", "f", 0), ("x = not f(1, |", "f", 1),
            ("print (|", "print", 0), ("self.a.b.c(|", "self.a.b.c", 0), ("f(x[lambda: 1], |", "f", 1),
            ("f(x|, y)", "f", 0), ("f(a)(b); g(|", "g", 0), ("match(|", "match", 0), ("f(a, [b for b in c], |", "f", 2),
        ] as [(String, String, Int)]
    )
    func `the call that the cursor is in`(text: String, callable: String, argument: Int) {
        #expect(call(text) == CallContext(callable: callable, argument: argument, keyword: nil))
    }

    @Test(
        arguments: [
            ("f(a=|", "a", 0), ("f(1, b = |", "b", 1), ("f(a=1, |", nil, 1), ("f(a==|", nil, 0),
            ("f(a=1, b=2|, c", "b", 1),
            ("f(lambda a=1, b=2: a, c=|", "c", 1), ("f(lambda a=|", nil, 0), ("f(a=lambda x, y=1: |", "a", 0),
            ("f(x.a=|", nil, 0),
            ("f(a=g(b=1), c=h[1, 2]|", "c", 1), ("f(a:=|", nil, 0), ("f(a\n=\n|", "a", 0),
        ] as [(String, String?, Int)]
    )
    func `the keyword of the argument at the cursor`(text: String, keyword: String?, argument: Int) {
        #expect(call(text) == CallContext(callable: "f", argument: argument, keyword: keyword))
    }

    @Test(arguments: [
        "|", "f|(", "f()|", "(1, |", "a[|", "a[1, |]", "f('|", "f('a|b')", "f('''\n|", "f(  # |", "def f(|",
        "class A(|",
        "if (|", "f(a)(|", "a[0](|", "''.join(|", "return (|", "f'{x:|", ":f(|", "f(g().h(|", "x\nf(1)\n|", "{'a': (|",
        "f(f'|",
    ])
    func `no call`(text: String) {
        #expect(call(text) == nil)
    }

    private func call(_ text: String) -> CallContext? {
        let cursor = Cursor(text)
        return PythonSource(cursor.text).call(at: cursor.offset)
    }
}
