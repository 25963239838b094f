import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct CompletionMenuTests {
    @Test(
        arguments: [
            (["a", "b"], 20, ["a  b"]), (["one", "two", "three", "four"], 20, ["one    three", "two    four"]),
            ([], 20, []),
            (["abcdefghij"], 6, ["abcd…"]), (["日本", "a"], 20, ["日本  a"]), (["a\nb", "c"], 20, ["a^Jb  c"]),
        ] as [([String], Int, [String])]
    )
    func `candidates stand in columns`(candidates: [String], columns: Int, rows: [String]) {
        let candidates = candidates.map { Completion($0) }
        #expect(CompletionMenu(candidates, columns: columns, maximumRows: 3).rows.map(\.text) == rows)
    }

    @Test func `a few candidates stand beside their details`() {
        let candidates = [Completion("print", detail: "function"), Completion("pi", detail: "float"), Completion("p")]
        let rows = CompletionMenu(candidates, selected: 1, columns: 30, maximumRows: 8).rows
        #expect(
            rows.map(\.text) == [
                "print  \u{1B}[2mfunction\u{1B}[0m", "\u{1B}[7mpi\u{1B}[0m     \u{1B}[2mfloat\u{1B}[0m", "p",
            ]
        )
    }

    @Test(arguments: [(20, ["a_very_l…  function", "b          int"]), (12, ["a_ve…  fun…", "b      int"])])
    func `long names leave room for details`(columns: Int, expected: [String]) {
        let candidates = [Completion("a_very_long_name", detail: "function"), Completion("b", detail: "int")]
        let rows = CompletionMenu(candidates, columns: columns, maximumRows: 8).rows
        #expect(rows.map { $0.pieces.map(\.text).joined() } == expected)
    }

    @Test(
        arguments: [
            (nil, ["n00  int  n03  int", "n01  int  n04  int", "n02  int  n05  int", "1-6 of 20"]),
            (7, ["n06  int  n09  int", "n07  int  n10  int", "n08  int  n11  int", "7-12 of 20"]),
            (19, ["n18  int", "n19  int", "19-20 of 20"]),
        ] as [(Int?, [String])]
    )
    func `many candidates are divided into pages`(selected: Int?, expected: [String]) {
        let candidates = (0..<20).map { Completion("n\($0 / 10)\($0 % 10)", detail: "int") }
        let rows = CompletionMenu(candidates, selected: selected, columns: 24, maximumRows: 4).rows
        #expect(rows.map { $0.pieces.map(\.text).joined() } == expected)
        #expect(selected == nil || marked(rows) == candidates[selected ?? 0].label)
    }

    @Test func `no menu is higher or wider than it may be, and the selected candidate is in it`() {
        var generator = SplitMix(state: 11)
        for _ in 0..<500 {
            let candidates = (0..<Int.random(in: 1...60, using: &generator)).map { number in
                let name = String(repeating: "日x", count: Int.random(in: 0...6, using: &generator)) + "\(number)"
                return Completion(name, detail: Bool.random(using: &generator) ? "type" : "")
            }
            let selected = Int.random(in: 0..<candidates.count, using: &generator)
            let columns = Int.random(in: 1...80, using: &generator)
            let maximum = Int.random(in: 1...12, using: &generator)
            let rows = CompletionMenu(candidates, selected: selected, columns: columns, maximumRows: maximum).rows
            #expect(rows.count <= maximum && self.columns(rows) < max(columns, 2))
            let name = candidates[selected].label
            #expect(marked(rows) == name || marked(rows).hasSuffix("…"))
        }
    }

    @Test func `candidates share a prefix`() {
        #expect(Completions(candidates: ["print", "printf", "prime"].map { Completion($0) }).commonPrefix == "pri")
        #expect(Completions().commonPrefix == "")
    }

    private func columns(_ rows: [Layout.Row]) -> Int { rows.map(\.width).max() ?? 0 }

    private func marked(_ rows: [Layout.Row]) -> String {
        rows.flatMap(\.pieces).filter { $0.parameters == "7" }.map(\.text).joined()
    }
}
