import Testing

@testable import ClocheREPL

@Suite struct TwoColumnsTests {
    private let rows = [(term: ":help", meaning: "list the commands or explain one of them"), (":vars", "list")]

    @Test("Meanings stand beside their terms where there is room")
    func wide() {
        let expected = """
              :help  list the commands or explain
                     one of them
              :vars  list
            """
        #expect(TwoColumns.lay(rows, width: 40).joined(separator: "\n") == expected)
    }

    @Test("Meanings stand below their terms where there is none")
    func narrow() {
        let expected = """
              :help
                  list the commands
                  or explain one of
                  them
              :vars
                  list
            """
        #expect(TwoColumns.lay(rows, width: 25).joined(separator: "\n") == expected)
    }
}
