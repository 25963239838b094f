import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct PythonSourceTests {
    @Test func `there is always a line`() {
        #expect(PythonSource().lines.count == 1)
        #expect(PythonSource("\n").lines.map(\.scalarCount) == [0, 0])
    }

    @Test func `lines tell where they stand, in scalars`() {
        let lines = PythonSource("e\u{301}=1\n👩‍👩‍👧\nx").lines
        #expect(lines.map(\.start) == [0, 5, 11])
        #expect(lines.map(\.scalarCount) == [4, 5, 1])
        #expect(lines.map(\.styled.characters.count) == [3, 1, 1])
        #expect(lines.map(\.styled.styles.count) == [3, 1, 1])
    }

    @Test func `a line has another revision only when it is shown in another way`() {
        var source = PythonSource("a\nb\nc")
        let before = source.lines.map(\.revision)
        source.update(Array("a\nbb\nc".unicodeScalars))
        let after = source.lines.map(\.revision)
        #expect(before[0] == after[0] && before[1] != after[1] && before[2] == after[2])
        source.update(Array("a\n'''\nc".unicodeScalars))
        #expect(source.lines[2].revision != after[2])
        #expect(Set(before + after + source.lines.map(\.revision)).count == 6)
    }

    @Test func `lines that a string opened above takes in are strings, until it is closed again`() {
        var source = PythonSource("x\nif y\nz")
        source.update(Array("'''x\nif y\nz".unicodeScalars))
        #expect(source.lines.allSatisfy { $0.styled.styles.allSatisfy { $0 == .string } })
        source.update(Array("'''x'''\nif y\nz".unicodeScalars))
        #expect(source.lines[1].styled.styles == [.keyword, .keyword, .plain, .plain])
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `after any changes it is what a fresh one is`(seed: UInt64) {
        var generator = SplitMix(state: seed)
        var source = PythonSource()
        for _ in 0..<400 {
            let scalars = Self.edited(source.scalars, using: &generator)
            source.update(scalars)
            var fresh = PythonSource()
            fresh.update(scalars)
            guard Self.agree(source, fresh) else {
                Issue.record("it differs after \(String(String.UnicodeScalarView(scalars)).debugDescription)")
                return
            }
        }
    }

    @Test func `any text gets an answer to any question`() {
        var generator = SplitMix(state: 7)
        for _ in 0..<500 {
            let scalars = Self.edited([], using: &generator) + Self.edited([], using: &generator)
            var source = PythonSource()
            source.update(scalars)
            for offset in 0...scalars.count {
                _ = (source.indentation(at: offset), source.dedent(at: offset), source.call(at: offset))
                let brackets = source.brackets(at: offset)
                #expect(brackets.isEmpty || source.brackets(at: brackets[1]).sorted() == brackets.sorted())
            }
            #expect(source.toggledComments(of: 0...(source.lines.count - 1)).count == source.lines.count)
        }
    }

    private static func agree(_ source: PythonSource, _ fresh: PythonSource) -> Bool {
        source.scalars == fresh.scalars && source.status == fresh.status && source.lines.count == fresh.lines.count
            && zip(source.lines, fresh.lines).allSatisfy {
                $0.start == $1.start && $0.scalarCount == $1.scalarCount && $0.styled == $1.styled
                    && $0.entry == $1.entry && $0.exit == $1.exit && $0.tokens == $1.tokens
                    && $0.isBroken == $1.isBroken && $0.isBlank == $1.isBlank && $0.indentation == $1.indentation
            }
            && Set(source.lines.map(\.revision)).count == source.lines.count
    }

    /// The text with a piece taken out, or pieces put in; now and then with what no one types.
    private static func edited(_ scalars: [Unicode.Scalar], using generator: inout SplitMix) -> [Unicode.Scalar] {
        var scalars = scalars
        let start = Int.random(in: 0...scalars.count, using: &generator)
        if scalars.count > 200 || Int.random(in: 0..<4, using: &generator) == 0 {
            let end = Int.random(in: start...scalars.count, using: &generator)
            scalars.removeSubrange(start..<end)
            return scalars
        }
        var inserted: [Unicode.Scalar] = []
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            if Int.random(in: 0..<12, using: &generator) == 0 {
                inserted.append(Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &generator)) ?? "?")
            } else if let piece = pieces.randomElement(using: &generator) {
                inserted += piece.unicodeScalars
            }
        }
        scalars.insert(contentsOf: inserted, at: start)
        return scalars
    }

    private static let pieces = [
        "'", "\"", "'''", "\"\"\"", "f'", "rf\"", "t'''", "{", "}", "{{", "}}", "(", ")", "[", "]", ":", "!r", "\\",
        "\n",
        "\n", "\n    ", " ", "a", "1", ".", ",", "=", "#", "@", "rb\"", "\u{E9}", "e\u{301}", "👩‍👩‍👧", "def f", "lambda",
        "match ", "case ", "type ", "_", "if x:", "else:", "?", "\r", "\t", "\u{200D}", "\u{1F1E9}",
    ]
}
