import Testing

@testable import Cloche

@Suite("RunnerMessage")
struct RunnerMessageTests {
    @Test(
        "a header that is no message is refused",
        arguments: [
            "", "[]", "null", "{}", "{\"type\":\"ready\"}", "{\"type\":\"reboot\",\"key\":\"k\"}",
            "{\"key\":\"k\",\"cell\":1,\"type\":\"output\",\"stream\":\"stdlog\"}",
            "{\"key\":\"k\",\"cell\":-1,\"type\":\"output\",\"stream\":\"stdout\"}",
            "{\"key\":\"k\",\"cell\":1.5,\"type\":\"output\",\"stream\":\"stdout\"}",
            "{\"key\":\"k\",\"cell\":1e300,\"type\":\"output\",\"stream\":\"stdout\"}",
            "{\"key\":\"k\",\"cell\":\"1\",\"type\":\"output\",\"stream\":\"stdout\"}",
            "{\"key\":\"k\",\"cell\":1,\"type\":\"blocked\",\"kind\":\"import\",\"item\":\"x\"}",
            "{\"key\":\"k\",\"request\":1,\"type\":\"chunk\",\"offset\":0,"
                + "\"part\":{\"kind\":\"file\",\"id\":\"../etc\",\"length\":1}}",
            "{\"key\":\"k\",\"request\":1,\"type\":\"chunk\",\"offset\":0,"
                + "\"part\":{\"kind\":\"heap\",\"id\":\"\",\"length\":-1}}",
        ]
    )
    func refuses(header: String) {
        #expect(throws: ClocheError.self) { try RunnerMessage.decode(Frame(header: Array(header.utf8))) }
    }

    @Test("a permission's item is as long as the supervisor lets it be", arguments: ["a", "\u{E9}", "\u{20AC}"])
    func longItem(letter: String) throws {
        let longest = Permission(kind: .read, item: String(repeating: letter, count: 4096))
        let frame = try RunnerMessage.used(cell: 1, longest).frame(key: "k")
        #expect(try RunnerMessage.decode(frame).message == .used(cell: 1, longest))
        let longer = Permission(kind: .read, item: String(repeating: letter, count: 4097))
        for message in [RunnerMessage.used(cell: 1, longer), .blocked(cell: 1, longer)] {
            let frame = try message.frame(key: "k")
            #expect(throws: ClocheError.self) { try RunnerMessage.decode(frame) }
        }
    }

    @Test("what permissions a cell reports is bounded in bytes too")
    func budget() {
        let long = Permission(kind: .net, item: String(repeating: "x", count: 4096))
        var budget = CellBudget(maxOutput: 0)
        let spent = (0..<40_000).prefix { _ in budget.spend(on: .blocked(long)) }
        #expect(spent.count == (64 << 20) / 4096)
    }

    @Test("a body where none belongs is refused")
    func surplusBody() throws {
        var frame = try RunnerMessage.failure(request: 1, message: "").frame(key: "k")
        frame.body = [1]
        #expect(throws: ClocheError.self) { try RunnerMessage.decode(frame) }
    }

    @Test("a body that is not the JSON its message asks for is refused")
    func wrongBody() throws {
        var frame = try RunnerMessage.display(cell: 1, MIMEBundle(["text/plain": "1"])).frame(key: "k")
        frame.body = Array("{\"text/plain\":1}".utf8)
        #expect(throws: ClocheError.self) { try RunnerMessage.decode(frame) }
    }

    @Test("a duration that is no time is refused", arguments: ["-1", "1e99"])
    func duration(text: String) {
        let header =
            "{\"type\":\"result\",\"key\":\"k\",\"cell\":1,\"status\":\"ok\",\"duration\":\(text),\"memory\":1,"
            + "\"outputBytes\":0,\"withheldBytes\":0,\"pending\":0,\"sentBytes\":0,\"receivedBytes\":0}"
        let frame = Frame(header: Array(header.utf8), body: Array("{}".utf8))
        #expect(throws: ClocheError.self) { try RunnerMessage.decode(frame) }
    }
}
