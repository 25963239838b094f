import Cloche
import ClocheTerminal
import Testing

@testable import ClocheREPL

@Suite struct SessionCompleterTests {
    private func completer(
        _ session: ScriptedSession = ScriptedSession(
            variables: [
                Variable(name: "price", type: "int", value: "3", size: nil),
                Variable(name: "pri\u{202e}", type: "int", value: "3", size: nil),
            ],
            inspections: ["send": .send]
        )
    ) -> SessionCompleter {
        SessionCompleter(session: session, commands: MetaCommandCompleter(home: nil) { _ in ["notes.txt"] })
    }

    private func complete(_ before: String, in completer: SessionCompleter) async -> Completions {
        await completer.complete(CompletionRequest(text: before + " # rest", before: before))
    }

    @Test("Python is completed by the session, without what would change the screen")
    func python() async {
        let expected = Completions(replaced: 3, candidates: [Completion("price", detail: "int")])
        #expect(await complete("pri", in: completer()) == expected)
    }

    @Test("The name after :inspect is completed by the session, other commands are not")
    func commands() async {
        let expected = Completions(replaced: 2, candidates: [Completion("price", detail: "int")])
        #expect(await complete(":inspect pr", in: completer()).candidates == expected.candidates)
        #expect(await complete(":inspect pr", in: completer()).replaced == 2)
        let command = Completions(replaced: 4, candidates: [Completion("inspect ")])
        #expect(await complete(":insp", in: completer()) == command)
        let path = Completions(replaced: 1, candidates: [Completion("notes.txt")])
        #expect(await complete(":save n", in: completer()) == path)
    }

    @Test(":deny offers what is granted, else what can be denied within it")
    func granted() async throws {
        let permissions = try PermissionSet.make((.net, ["example.com", "127.0.0.1:80"]), (.read, []))
        let completer = completer(ScriptedSession(permissions: permissions))
        let hosts = await complete(":deny net ", in: completer).candidates.map(\.text)
        #expect(Set(hosts) == ["example.com", "127.0.0.1:80"])
        #expect(await complete(":deny net ex", in: completer).replaced == 2)
        #expect(await complete(":deny read no", in: completer).candidates == [Completion("notes.txt")])
        #expect(await complete(":deny ne", in: completer).candidates == [Completion("net ")])
    }

    @Test("A session that fails completes nothing")
    func failure() async {
        let completer = completer(ScriptedSession(failure: ClocheError(code: .sandboxDied, message: "no")))
        #expect(await complete("pri", in: completer) == Completions())
        #expect(await completer.signature(of: "send") == nil)
    }

    @Test("A signature keeps names, texts and kinds")
    func signature() async {
        let expected = Signature(
            name: "send",
            parameters: [
                Signature.Parameter(name: "to", text: "to", kind: .positionalOnly),
                Signature.Parameter(name: "text", text: "text: str", kind: .positionalOrKeyword),
                Signature.Parameter(name: "times", text: "times=1", kind: .keywordOnly),
            ],
            result: "-> int"
        )
        #expect(await completer().signature(of: "send") == expected)
        #expect(await completer().signature(of: "nobody") == nil)
    }
}

extension Inspection {
    static let send = Inspection(
        name: "send",
        kind: "function",
        type: "function",
        signature: CallSignature(
            name: "send",
            parameters: [
                CallParameter(name: "to", text: "to", kind: .positionalOnly),
                CallParameter(name: "text", text: "text: str"),
                CallParameter(name: "times", text: "times=1", kind: .keywordOnly),
            ],
            result: "-> int"
        ),
        documentation: "Sends a text.\n\n\tTwice\u{1b}[2J.",
        file: "<cell 3>",
        line: 2,
        source: "def send(to, /, text: str, *, times=1) -> int:\n    return 0"
    )
}
