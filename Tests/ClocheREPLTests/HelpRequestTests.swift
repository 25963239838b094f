import Testing

@testable import ClocheREPL

@Suite struct HelpRequestTests {
    @Test(
        "A name with one or two question marks on one side asks for help",
        arguments: [
            ("f?", "f", false), ("f??", "f", true), ("?f", "f", false), ("??f", "f", true),
            ("  json.dumps ? ", "json.dumps", false), (" ?? _x1.größe", "_x1.größe", true),
        ]
    )
    func requests(_ cell: String, _ name: String, _ wantsSource: Bool) {
        let request = HelpRequest(cell)
        #expect(request?.name == name)
        #expect(request?.wantsSource == wantsSource)
    }

    @Test(
        "Anything else is Python",
        arguments: ["", "?", "??", "f", "f???", "?f?", "f()?", "a b?", "1?", "a..b?", ".a?", "'?'", "x = f?", "f?\ng?"]
    )
    func others(_ cell: String) {
        #expect(HelpRequest(cell) == nil)
    }
}
