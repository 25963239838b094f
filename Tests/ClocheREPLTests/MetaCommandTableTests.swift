import Testing

@testable import ClocheREPL

@Suite struct MetaCommandTableTests {
    @Test(
        "A line that cannot be obeyed says why",
        arguments: [
            (":alow net", "there is no command ':alow'; did you mean ':allow'?"),
            (":xyzzy", "there is no command ':xyzzy'; ':help' lists the commands"),
            (":goto", "':goto' lacks an argument; usage: :goto N|NAME"),
            (":goto a b", "':goto' does not take 'b'; usage: :goto N|NAME"),
            (":quit now", "':quit' does not take 'now'; usage: :quit"),
            (":save 'a", "the quote ' is not closed"),
        ]
    )
    func refuse(_ line: String, _ message: String) {
        #expect(throws: REPLError.usage(message)) { try MetaCommandTable.parse(line, home: nil) }
    }

    @Test("A name and its words are taken apart; a colon alone asks for help")
    func parse() throws {
        let (row, words) = try MetaCommandTable.parse(":save  'my file' ", home: nil)
        #expect(row.name == "save")
        #expect(words == ["my file"])
        #expect(try MetaCommandTable.parse(":", home: nil).row.name == "help")
    }

    @Test("Every row has a summary, examples of itself, and a name of its own")
    func rows() {
        #expect(Set(MetaCommandTable.names).count == MetaCommandTable.rows.count)
        for row in MetaCommandTable.rows {
            #expect(!row.summary.isEmpty && row.summary.last != ".")
            #expect(row.examples.contains { $0.line.hasPrefix(":\(row.name)") })
            #expect(row.usage.count < 32)
        }
    }

    @Test("Every example can be obeyed")
    func examples() throws {
        for example in MetaCommandTable.rows.flatMap(\.examples) {
            _ = try MetaCommandTable.parse(example.line, home: "/home/me")
        }
    }
}
