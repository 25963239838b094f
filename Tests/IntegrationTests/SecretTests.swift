import Foundation
import Synchronization
import Testing

@testable import Cloche

@Suite(
    "Secrets in a session with the real runner",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct SecretTests {
    private static let environment = ["TOKEN": "ghp_s3cret'value\"\\x", "API_KEY": "plain-value"]

    private func withSession(_ body: (Session, OutputLog) async throws -> Void) async throws {
        var permissions = PermissionSet()
        try permissions.allowSecrets(["TOKEN"])
        let options = SessionOptions(environment: Self.environment)
        // On a busy machine the pieces of a secret may come so late that its first byte would be shown.
        var timing = SessionTiming()
        timing.release = .seconds(60)
        let session = Session(permissions, Limits(), options, RecordingLauncher(), timing)
        try await withOpen(session) { try await body($0, OutputLog()) }
    }

    @Test("the value is there for Python, and nothing that the session tells holds it")
    func masked() async throws {
        try await withSession { session, outputs in
            let source = """
                import os, sys, time
                token = os.environ['TOKEN']
                print(len(token), token == os.getenv('TOKEN'), token)
                for piece in (token[:1], token[1:5], token[5:]):
                    sys.stdout.write(piece); sys.stdout.flush(); time.sleep(0.1)
                for character in token:
                    sys.stderr.write(character)
                print('', repr(token), [token], file=sys.stderr)
                def lookup(key, default=token): 'Uses a token.'
                table = {token: 1}
                answer = input('token ' + token + '?')
                {token: token}
                """
            let prompts = OutputLog()
            let result = try await session.execute(
                source,
                input: { request in
                    prompts.add(.notice(request.prompt))
                    return "yes"
                },
                output: { outputs.add($0) }
            )
            #expect(result.status == .ok)
            #expect(result.stdout == "19 True [TOKEN]\n[TOKEN]")
            #expect(result.stderr == "[TOKEN] '[TOKEN]' ['[TOKEN]']\n")
            #expect(result.value == "{'[TOKEN]': '[TOKEN]'}")
            #expect(prompts.all == [.notice("token [TOKEN]?")])
            try await expectNothing(of: outputs, in: session)
        }
    }

    private func expectNothing(of outputs: OutputLog, in session: Session) async throws {
        let failed = try await session.execute("open('/tmp/' + token[:5] + token[5:])", output: { outputs.add($0) })
        #expect(failed.error?.message.contains("[TOKEN]") == true)
        #expect(failed.error?.traceback.contains("[TOKEN]") == true)
        let typed = try await session.execute("key = '''ghp_s3cret'value\"\\\\x'''; key == token")
        #expect(typed.value == "True")
        #expect(typed.metadata.cells.last?.source == "key = '''[TOKEN]'''; key == token")
        let variables = try await session.variables()
        #expect(variables.first { $0.name == "token" }?.value == "'[TOKEN]'")
        let lookup = try await session.inspect("lookup", source: true)
        #expect(lookup?.documentation == "Uses a token.")
        #expect(try await session.inspect("token")?.value == "'[TOKEN]'")
        #expect(try await session.complete("table['gh", at: 9).candidates.isEmpty)
        let told = "\(outputs.all)\(failed)\(typed)\(variables)\(lookup as Any)\(await session.metadata)"
        #expect(!told.contains("s3cret"))
    }

    @Test("a value that was taken back is masked for the rest of the session, and the file is told to hold it")
    func takenBack() async throws {
        try await withSession { session, _ in
            _ = try await session.execute("import os; kept = os.environ['TOKEN']; os.environ['OWN'] = 'mine'")
            try await session.setPermissions(PermissionSet())
            let result = try await session.execute("print(os.getenv('TOKEN'), os.environ['OWN'], kept)")
            #expect(result.stdout == "None mine [TOKEN]\n")
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).cloche").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            #expect(try await session.save(to: path).secrets == ["TOKEN"])
            let recorded = try await session.restore(from: path)
            #expect(!"\(recorded)".contains("s3cret"))
        }
    }

    @Test("variables come and go with the permission, by the beginnings of their names too")
    func patterns() async throws {
        try await withSession { session, _ in
            var permissions = await session.permissions
            try permissions.allow(.env, ["API_*"])
            try await session.setPermissions(permissions)
            let names = "import os; sorted(n for n in os.environ if n in ('TOKEN', 'API_KEY'))"
            #expect(try await session.execute(names).value == "['API_KEY', 'TOKEN']")
            try permissions.deny(.env, ["API_KEY"])
            try await session.setPermissions(permissions)
            #expect(try await session.execute(names).value == "['TOKEN']")
        }
    }

    @Test("a value that is too short to be masked ends the start with its reason")
    func short() async throws {
        var permissions = PermissionSet()
        try permissions.allowSecrets(["PIN"])
        let session = Session(permissions: permissions, options: SessionOptions(environment: ["PIN": "123"]))
        let error = await #expect(throws: ClocheError.self) { try await session.start() }
        #expect(error?.code == .invalidPermission)
        await session.close()
    }
}

/// What cells have shown.
private final class OutputLog: Sendable {
    private let events = Mutex<[Output]>([])

    var all: [Output] { events.withLock { $0 } }

    func add(_ event: Output) { events.withLock { $0.append(event) } }
}
