import Testing

@testable import ClocheTerminal

@Suite struct PythonHighlighterTests {
    @Test(
        arguments: [
            ("def f(x): return 'é' + 10  # c", "kkk d     kkkkkk sss o nn  ccc"),
            ("format = 'if'", "bbbbbb o ssss"),
            ("class A(B): pass", "kkkkk d     kkkk"),
            ("async def é日(): await x", "kkkkk kkk dd    kkkkk"),
            ("print(len, end=1)", "bbbbb bbb     on"),
            ("x.print = len(self.id)", "        o bbb"),
            ("sorted(x, key=type(y), type=1)", "bbbbbb       obbbb         on"),
            ("from . import x", "kkkk   kkkkkk"),
            ("a := b ** -c // d != e", "  oo   oo o  oo   oo"),
            ("f(*a, **b) -> x @ y", "  o   oo   oo   o"),
            ("1_000 0xFf 1e-5j .5 1.real 1if x", "nnnnn nnnn nnnnn nn nn     nkk"),
            ("x1 = a2", "   o"),
        ] as [(String, String)]
    )
    func `words, numbers and signs have their own styles`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            ("@a.b(len)", "@@@@ bbb"), ("@property", "@@@@@@@@@"), ("x = a @ b", "  o   o"), ("  @ a . b", "  @ @ @ @"),
            ("a = (\n@len", "  o\nobbb"),
        ] as [(String, String)]
    )
    func `a decorator is its sign and its name`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            ("match x:", "kkkkk"), ("match = x", "      o"), ("match(x)", ""), ("match (x, y):", "kkkkk"),
            ("match.x", ""),
            ("match in x", "      kk"), ("match -x:", "kkkkk o"), ("match += 1", "      oo n"), ("x = match", "  o"),
            ("case _:", "kkkk k"), ("case [a, _] if _: _", "kkkk     k  kk k"), ("_ = 1", "  o n"),
            ("case = 1", "     o n"),
            ("    case 'a' | _:", "    kkkk sss o k"), ("type X = int", "kkkk d o bbb"),
            ("type X[T] = T", "kkkk d    o"),
            ("type(x)", "bbbb"), ("type = 1", "bbbb o n"), ("type in x", "bbbb kk"),
            ("x = 1; type Y = x", "  o n  kkkk d o"),
        ] as [(String, String)]
    )
    func `a soft keyword is one only in its place`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            ("'''a\nb''' + 1", "ssss\nssss o n"),
            (#"r'\' b"#, "ssssss"), ("'a' 'b", "sss ss"), ("'a\nif", "ss\nkk"), ("x = 'a\\\nif'", "  o sss\nsss"),
            (#"b"\"" if"#, "sssss kk"), ("''", "ss"), ("u'' R'' ab''", "sss sss   ss"),
        ] as [(String, String)]
    )
    func `a string keeps its style to its end`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            ("f'a{x}b'", "sssf fss"), ("f'{len(x)!r:>{w}}'", "ssfbbb   fffff ffs"),
            ("f'{{x}}'", "ssssssss"), (#"f"{d["a"]}""#, "ssf  sss fs"), ("f'{f'{1}'}'", "ssfssfnfsfs"),
            ("f'{x!=1}'", "ssf oonfs"), ("f'{x=}'", "ssf ofs"), ("f'{a:{b:{c}}}'", "ssf ff ff fffs"),
            ("t'{if}'", "ssfkkfs"), ("rf'\\{x}'", "ssssf fs"), ("f'\\N{DASH}{x}'", "ssssssssssf fs"),
            ("f'''{\nx}\n'''", "ssssf\n f\nsss"), ("f'}'", "ssus"), ("f'{x:a'", "ssf ffs"),
            ("f'{lambda}'", "ssfkkkkkkfs"),
        ] as [(String, String)]
    )
    func `what a field of a string holds is code`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            (")", "u"), ("(]", " u"), ("[(]", "  u"), ("f(x))", "    u"), ("{)}", " u"), ("((", ""), ("(\n]", "\nu"),
            ("')'", "sss"),
        ] as [(String, String)]
    )
    func `a bracket that closes nothing is marked, one that is still open is not`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test(
        arguments: [
            (":help if", "mmmmm"), (":", "m"), (" :x", ""), (":a 'b\nif 'c", "mm\n"), (":a\n:b", "mm\n"),
        ] as [(String, String)]
    )
    func `only the name of a meta-command has a style`(source: String, shape: String) {
        #expect(self.shape(source) == shape)
    }

    @Test func `each character has one style`() {
        for line in PythonSource("'e\u{301}\r\n' if 👩‍👩‍👧\n1").lines {
            #expect(line.styled.styles.count == line.styled.characters.count)
        }
        #expect(PythonSource("日 if").lines[0].styled.styles == [.plain, .plain, .keyword, .keyword])
    }

    /// One letter for the style of each character; the plain ones at the end of a line are left out.
    private func shape(_ source: String) -> String {
        PythonSource(source).lines.map { line in
            let letters = line.styled.styles.map { Self.letters[$0] ?? "?" }
            return String(letters.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private static let letters: [TextStyle: Character] = [
        .plain: " ", .keyword: "k", .builtin: "b", .string: "s", .stringField: "f", .number: "n", .comment: "c",
        .operatorSign: "o", .decorator: "@", .definition: "d", .metaCommand: "m", .unmatched: "u",
    ]
}
