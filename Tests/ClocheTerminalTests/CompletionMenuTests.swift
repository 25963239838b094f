import Testing

@testable import ClocheTerminal

@Suite struct CompletionMenuTests {
    @Test(
        arguments: [
            (["a", "b"], 20, ["a  b"]), (["one", "two", "three", "four"], 20, ["one    three", "two    four"]),
            ([], 20, []),
            (["abcdefghij"], 6, ["abcde"]), (["日本", "a"], 20, ["日本  a"]),
        ] as [([String], Int, [String])]
    )
    func `candidates stand in columns`(candidates: [String], columns: Int, rows: [String]) {
        #expect(CompletionMenu.rows(candidates, columns: columns, maximumRows: 3).map(\.text) == rows)
    }

    @Test func `what does not fit is counted`() {
        let rows = CompletionMenu.rows((1...9).map { "name\($0)" }, columns: 8, maximumRows: 3)
        #expect(rows.map(\.text) == ["name1", "name2", "and 7 m"])
    }

    @Test func `candidates share a prefix`() {
        #expect(Completions(candidates: ["print", "printf", "prime"].map { Completion($0) }).commonPrefix == "pri")
        #expect(Completions().commonPrefix == "")
    }
}
