import Testing

@testable import ClocheTerminal

@Suite struct SignatureLineTests {
    private static let print = Signature(
        name: "print",
        parameters: [
            .init(name: "values", text: "*values", kind: .variadicPositional),
            .init(name: "sep", text: "sep=' '", kind: .keywordOnly),
            .init(name: "end", text: "end='\\n'", kind: .keywordOnly),
        ]
    )
    private static let mixed = Signature(
        name: "f",
        parameters: [
            .init(name: "a", text: "a", kind: .positionalOnly),
            .init(name: "b", text: "b=1", kind: .positionalOrKeyword),
            .init(name: "c", text: "c", kind: .keywordOnly), .init(name: "rest", text: "rest", kind: .variadicKeyword),
        ],
        result: "-> int"
    )

    @Test(
        arguments: [
            (print, 0, nil, "print([*values], sep=' ', end='\\n')"),
            (print, 7, nil, "print([*values], sep=' ', end='\\n')"),
            (print, 1, "end", "print(*values, sep=' ', [end='\\n'])"),
            (print, 1, "file", "print(*values, sep=' ', end='\\n')"),
            (mixed, 0, nil, "f([a], /, b=1, *, c, **rest) -> int"),
            (mixed, 1, nil, "f(a, /, [b=1], *, c, **rest) -> int"),
            (mixed, 2, nil, "f(a, /, b=1, *, c, **rest) -> int"),
            (mixed, 2, "c", "f(a, /, b=1, *, [c], **rest) -> int"),
            (mixed, 0, "a", "f(a, /, b=1, *, c, [**rest]) -> int"),
            (mixed, 0, "x", "f(a, /, b=1, *, c, [**rest]) -> int"),
        ] as [(Signature, Int, String?, String)]
    )
    func `the parameter that the argument is for is marked`(
        signature: Signature,
        argument: Int,
        keyword: String?,
        expected: String
    ) {
        let call = CallContext(callable: signature.name, argument: argument, keyword: keyword)
        #expect(text(SignatureLine.row(signature, call: call, columns: 80)) == expected)
    }

    @Test(
        arguments: [
            (36, "print(*values, [sep=' '], end='\\n')"), (35, "print(*values, [sep=' '], end='\\n')"),
            (33, "print(…, [sep=' '], end='\\n')"), (26, "print(…, [sep=' '], …)"), (20, "[sep=' ']"),
            (9, "[sep=' ']"), (8, nil),
        ] as [(Int, String?)]
    )
    func `a row that is too long is cut around the current parameter`(columns: Int, expected: String?) {
        let call = CallContext(callable: "print", argument: 0, keyword: "sep")
        let row = SignatureLine.row(Self.print, call: call, columns: columns)
        #expect(text(row) == expected)
        #expect((row?.width ?? 0) < columns)
    }

    @Test func `without a current parameter the end is cut`() {
        let call = CallContext(callable: "print", argument: 0, keyword: "file")
        #expect(text(SignatureLine.row(Self.print, call: call, columns: 20)) == "print(*values, sep…")
    }

    /// The row with the marked parameter in brackets.
    private func text(_ row: Layout.Row?) -> String? {
        row.map { $0.pieces.map { $0.parameters.isEmpty ? $0.text : "[\($0.text)]" }.joined() }
    }
}
