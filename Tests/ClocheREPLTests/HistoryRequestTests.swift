import ClocheTerminal
import Testing

@testable import ClocheREPL

@Suite struct HistoryRequestTests {
    @Test(
        "Options come before the text, which is taken as it stands",
        arguments: [
            ("", 20, ""), ("import os", 20, "import os"), ("-n 5", 5, ""), ("-n5 d[\"a  b", 5, "d[\"a  b"),
            ("-- off", 20, "off"), ("-n 3 -- -n 4", 3, "-n 4"), ("20", 20, "20"), ("x -n 4", 20, "x -n 4"),
        ]
    )
    func parse(_ argument: String, _ count: Int, _ text: String) throws {
        let request = try HistoryRequest(parsing: argument)
        #expect(request.count == count)
        #expect(request.text == text)
    }

    @Test(
        "Another option, or a number that is none, is refused",
        arguments: [
            ("-n", "'' is not a number of cells; give one, such as ':history -n 20'"),
            ("-n x", "'x' is not a number of cells; give one, such as ':history -n 20'"),
            ("-n 0", "'0' is not a number of cells; give one, such as ':history -n 20'"),
            ("-x y", "there is no option '-x'; ':history -- -x' looks for it"),
        ]
    )
    func refuse(_ argument: String, _ message: String) {
        #expect(throws: REPLError.usage(message)) { try HistoryRequest(parsing: argument) }
    }

    @Test("The newest cells are selected, and not what asked for them")
    func select() throws {
        let entries = ["ab", ":history a", "b", "xa", ":history", "A"].map { HistoryEntry(cell: $0) }
        #expect(try selected("", entries) == ["-4 ab", "-3 b", "-2 xa", "-1 A"])
        #expect(try selected("a", entries) == ["-4 ab", "-2 xa", "-1 A"])
        #expect(try selected("-n 2 a", entries) == ["-2 xa", "-1 A"])
        #expect(try selected("A", entries) == ["-1 A"])
    }

    private func selected(_ argument: String, _ entries: [HistoryEntry]) throws -> [String] {
        try HistoryRequest(parsing: argument).select(from: entries).map { "-\($0.back) \($0.entry.cell)" }
    }
}
