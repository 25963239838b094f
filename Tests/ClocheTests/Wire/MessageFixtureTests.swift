import Testing

@testable import Cloche

@Suite("Message fixtures")
struct MessageFixtureTests {
    @Test("a message of the host is the same after decoding and encoding", arguments: try MessageFixture.all("host"))
    func host(fixture: MessageFixture) throws {
        let frame = try HostMessage(frame: fixture.frame).frame()
        #expect(try isSameJSON(frame.header, fixture.frame.header))
        #expect(frame.body == fixture.frame.body)
    }

    @Test(
        "a message of the runner is the same after decoding and encoding",
        arguments: try MessageFixture.all("runner")
    )
    func runner(fixture: MessageFixture) throws {
        let (key, message) = try RunnerMessage.decode(fixture.frame)
        let frame = try message.frame(key: key)
        #expect(key == MessageFixture.key)
        #expect(try isSameJSON(frame.header, fixture.frame.header))
        switch message {
        case .display, .result, .variables, .completions, .signature, .inspection, .modules:
            #expect(try isSameJSON(frame.body, fixture.frame.body))
        default: #expect(frame.body == fixture.frame.body)
        }
    }

    @Test("every message has a fixture")
    func complete() throws {
        let host = try MessageFixture.all("host").map { try HostMessage(frame: $0.frame).tag }
        let runner = try MessageFixture.all("runner").map { try RunnerMessage.decode($0.frame).message.tag }
        #expect(Set(host) == Set(HostMessage.Tag.allCases))
        #expect(Set(runner) == Set(RunnerMessage.Tag.allCases))
    }
}
