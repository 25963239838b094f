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

    @Test("Names of packages are offered: those that are known, and those that are there; paths where a path stands")
    func packages() async {
        let session = ScriptedSession(shelf: .init(installed: [.make("rich", "14.2.0")]))
        let completer = SessionCompleter(
            session: session,
            commands: MetaCommandCompleter(home: nil) { _ in ["notes.txt"] },
            names: PackageNames(bringing: { _ in nil }, known: { ["numpy", "networkx", "rich"] })
        )
        let known = Completions(replaced: 1, candidates: [Completion("numpy"), Completion("networkx")])
        #expect(await complete(":install n", in: completer) == known)
        #expect(await complete(":install rich n", in: completer) == known)
        #expect(await complete(":install -r n", in: completer).candidates == [Completion("notes.txt")])
        #expect(await complete(":install ./n", in: completer).candidates == [Completion("notes.txt")])
        let there = Completions(replaced: 2, candidates: [Completion("rich", detail: "14.2.0")])
        #expect(await complete(":uninstall ri", in: completer) == there)
    }

    @Test("Numbers of cells, names of branches and identifiers of sessions are offered")
    func timeline() async {
        let timeline = ScriptedSession.Timeline(
            checkpoints: [.make(0, after: nil), .make(1, after: 0, branch: "plots"), .make(2, after: 1)]
        )
        let session = ScriptedSession(cells: [.make(1, "x = 1"), .make(2, "def f():\n    pass")], timeline: timeline)
        let completer = SessionCompleter(
            session: session,
            commands: MetaCommandCompleter(home: nil) { _ in [] },
            stored: StoredSessions { _ throws(ClocheError) in
                [.make("20260102", state: .live), .make("20260101"), .make("20251231", state: .ended)]
            }
        )
        let all = await complete(":goto ", in: completer)
        #expect(
            all.candidates == [
                Completion("plots", detail: "branch"), Completion("2", detail: "def f():"),
                Completion("1", detail: "x = 1"), Completion("0", detail: "start"),
            ]
        )
        #expect(await complete(":diff 1 p", in: completer) == Completions(replaced: 1, candidates: [all.candidates[0]]))
        #expect(await complete(":goto 1 ", in: completer) == Completions())
        #expect(await complete(":branch ", in: completer).candidates == [Completion("plots")])
        let sessions = await complete(":resume 2026", in: completer)
        #expect(sessions == Completions(replaced: 4, candidates: [Completion("20260101", detail: "x = 1")]))
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
