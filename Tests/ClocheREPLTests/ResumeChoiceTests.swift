import Cloche
import Testing

@testable import ClocheREPL

@Suite struct ResumeChoiceTests {
    private let live = StoredSession.make("20260104", state: .live)
    private let ended = StoredSession.make("20260103", state: .ended)
    private let newer = StoredSession.make("20260102-b")
    private let older = StoredSession.make("20260102-a")

    @Test("Without an identifier those count that did not end well")
    func choose() throws {
        #expect(try ResumeChoice(nil, among: [live, ended, newer, older]) == .several([newer, older]))
        #expect(try ResumeChoice(nil, among: [live, ended, older]) == .one(older))
        #expect(try ResumeChoice(nil, among: [live, ended]) == .none(ended: [ended]))
        #expect(try ResumeChoice(nil, among: []) == .none(ended: []))
    }

    @Test("An identifier is found by its beginning, whether its session ended well or not")
    func identifier() throws {
        let all = [live, ended, newer, older]
        #expect(try ResumeChoice("20260103", among: all) == .one(ended))
        #expect(try ResumeChoice("20260102-a", among: all) == .one(older))
        for (id, message) in [
            ("20260102", "2 sessions begin with '20260102'"), ("20260104", "the session '20260104' is open already"),
            ("x\u{1B}", "there is no session 'x\\u{1b}'"), ("", "there is no session ''"),
        ] {
            #expect(throws: REPLError.usage(message)) { try ResumeChoice(id, among: all) }
        }
    }

    @Test("An answer is a number, an identifier, or nothing for the newest")
    func answer() throws {
        let sessions = [newer, older]
        #expect(try ResumeChoice.read("", among: sessions) == newer)
        #expect(try ResumeChoice.read(" 2 ", among: sessions) == older)
        #expect(try ResumeChoice.read("20260102-a", among: sessions) == older)
        #expect(throws: REPLError.usage("there is no session '3'")) { try ResumeChoice.read("3", among: sessions) }
    }

    @Test("The one to tell of at the start is the newest that is not open, if it was cut off")
    func hint() {
        #expect(StoredSessions.cutOff(among: [live, newer, ended]) == newer)
        #expect(StoredSessions.cutOff(among: [live, ended, newer]) == nil)
    }
}
