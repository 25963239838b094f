import Foundation
import Glibc
import Testing

@testable import Cloche

@Suite(
    "A session with the real runner",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct SessionIntegrationTests {
    private let launcher = RecordingLauncher()

    /// Runs a body with a session, and closes the session after it.
    private func withSession(
        _ limits: Limits = Limits(),
        options: SessionOptions = SessionOptions(environment: ["GREETING": "hello"]),
        _ body: (Session) async throws -> Void
    ) async throws {
        let session = Session(PermissionSet(), limits, options, launcher, SessionTiming())
        try await withOpen(session, body)
    }

    @Test("values, text, errors and exit statuses come back")
    func results() async throws {
        try await withSession { session in
            #expect(try await session.execute("1+1").value == "2")
            let printed = try await session.execute("import sys; print('é'); print('bad', file=sys.stderr)")
            #expect(printed.stdout == "é\n")
            #expect(printed.stderr == "bad\n")
            let failed = try await session.execute("1/0")
            #expect(failed.status == .error)
            #expect(failed.error?.name == "ZeroDivisionError")
            #expect(failed.error?.traceback.contains("<cell 3>") == true)
            #expect(try await session.execute("sys.exit(7)").exitCode == 7)
            #expect(try await session.variables().map(\.name) == ["sys"])
        }
    }

    @Test("what is typed is completed from the living session, and names are explained")
    func inspection() async throws {
        try await withSession { session in
            #expect(try await session.complete("pri", at: 3).candidates.map(\.text) == ["print"])
            _ = try await session.execute("def price(of, *, tax: float = 0.2) -> float:\n    'Adds it.'\n    return 1")
            _ = try await session.execute("table = {'größe': [1]}")
            let names = try await session.complete("x = pri(", at: 7)
            #expect(names.replaced == 3)
            #expect(names.candidates.first == CompletionCandidate(text: "price", type: "function"))
            #expect(try await session.complete("table['gr", at: 9).candidates.map(\.text) == ["größe']"])
            #expect(try await session.complete("table['größe'].app", at: 18).candidates.map(\.text) == ["append"])
            let signature = try await session.signature(of: "price")
            #expect(signature?.parameters.map(\.text) == ["of", "tax: float = 0.2"])
            #expect(signature?.result == "-> float")
            let found = try await session.inspect("price", source: true)
            #expect(found?.documentation == "Adds it.")
            #expect(found?.file == "<cell 1>")
            #expect(found?.source?.hasPrefix("def price(of") == true)
            #expect(try await session.inspect("nobody", source: false) == nil)
            // What a question meets that is not granted is no news.
            #expect(try await session.complete("open('/etc/", at: 11).candidates.isEmpty)
            #expect(try await session.execute("1").blocked.isEmpty)
        }
    }

    @Test("cells, refusals, changes, saves and kills are in the audit log")
    func audit() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("audit.jsonl").path
        var options = SessionOptions(environment: ["GREETING": "hello"])
        options.audit = AuditLog(path: path)
        try await withSession(options: options) { session in
            _ = try await session.execute("open('/etc/passwd')")
            var permissions = PermissionSet()
            try permissions.allow(.env, ["GREETING"])
            try await session.setPermissions(permissions)
            _ = try await session.save(to: folder.appendingPathComponent("s.cloche").path)
            let stop: @Sendable (Output) -> Void = { _ in
                session.interrupt()
                session.interrupt()
            }
            let killed = try await session.execute("print('on')\nwhile True: pass", output: stop)
            #expect(killed.status == .interrupted)
        }
        let records = try AuditReader.read(path, AuditFilter()).records
        #expect(
            records.map(\.event) == [
                "start", "refusal", "cell", "permissions", "save", "interrupt", "kill", "recovery", "cell", "end",
            ]
        )
        #expect(records.first { $0.event == "refusal" }?.members["item"]?.text == "/etc/passwd")
        #expect(records.map(\.number) == Array(1...records.count))
    }

    @Test("all state is kept over a change of the permissions, which takes effect")
    func permissions() async throws {
        try await withSession { session in
            let made = try await session.execute(Self.makeState)
            #expect(made.status == .ok, "\(made.error?.traceback ?? "")")
            var permissions = PermissionSet()
            try permissions.allow(.env, ["GREETING"])
            try await session.setPermissions(permissions)
            try await expectState(in: session)
            #expect(try await session.execute("import os; os.environ.get('GREETING')").value == "'hello'")
            try await session.setPermissions(PermissionSet())
            #expect(try await session.execute("os.environ.get('GREETING')").value == nil)
            #expect(launcher.processIdentifiers.count == 3)
        }
    }

    @Test("a session file is restored in another session")
    func restore() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString).cloche").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await withSession { session in
            _ = try await session.execute(Self.makeState)
            #expect(try await session.save(to: path).size > 1000)
        }
        try await withSession { session in
            let recorded = try await session.restore(from: path)
            #expect(recorded.cells.count == 1)
            #expect(recorded.variables.contains("counter"))
            try await expectState(in: session)
            _ = try await session.save(to: path)
            _ = try await session.restore(from: path)
            #expect(try await session.execute("next(running)").value == "3")
        }
    }

    @Test("a cell that runs too long is interrupted, and the state is kept")
    func timeout() async throws {
        try await withSession(Limits(timeout: .milliseconds(500))) { session in
            _ = try await session.execute("x = 1")
            for source in [
                "while True: x += 1", "import time; time.sleep(100)", "import asyncio; await asyncio.sleep(9)",
            ] {
                let result = try await session.execute(source)
                #expect(result.status == .timedOut)
                #expect(result.recovery == nil)
            }
            #expect(try await session.execute("x > 1").value == "True")
        }
    }

    @Test("a cell that ignores interrupts is ended, and the session is as it was before it")
    func deaf() async throws {
        try await withSession(Limits(timeout: .milliseconds(500))) { session in
            _ = try await session.execute("x = 41")
            _ = try await session.sessionBytes()
            let source = "x = 0\nfrom collections import deque\nfrom itertools import count\ndeque(count(), maxlen=0)"
            let result = try await session.execute(source)
            #expect(result.status == .timedOut)
            #expect(result.recovery?.message == "cell 2 did not stop; the session is back as it was before it")
            #expect(try await session.execute("x + 1").value == "42")
        }
    }

    @Test("an interrupt stops a cell that waits for input")
    func interruptedInput() async throws {
        try await withSession { session in
            let result = try await session.execute("input('? ')") { _ in
                session.interrupt()
                try? await Task.sleep(for: .seconds(60))
                return nil
            }
            #expect(result.status == .interrupted)
            #expect(result.recovery == nil)
            #expect(try await session.execute("input('? ')", input: { _ in "Ada" }).value == "'Ada'")
        }
    }

    @Test("a runner that is killed is replaced, while a cell runs and between cells")
    func killed() async throws {
        try await withSession { session in
            _ = try await session.execute("x = 1")
            _ = try await session.sessionBytes()
            let cell = Task {
                try await session.execute("print('on', flush=True)\nwhile True: pass", output: { _ in kill() })
            }
            let result = try await cell.value
            #expect(result.status == .died)
            let message = "the sandbox died while cell 2 ran; the session is back as it was before it"
            #expect(result.recovery?.message == message)
            #expect(try await session.execute("x").value == "1")
            kill()
            let next = try await session.execute("x")
            #expect([ExecutionStatus.ok, .died].contains(next.status))
            #expect(try await session.execute("x").value == "1")
        }
    }

    /// Kills the runner that was started last.
    private func kill() {
        if let pid = launcher.processIdentifiers.last { Glibc.kill(pid, SIGKILL) }
    }

    @Test("too much memory is a MemoryError that the session survives")
    func memory() async throws {
        try await withSession(Limits(memory: 128 << 20)) { session in
            #expect(try await session.execute("bytearray(500 * 1024 * 1024)").error?.name == "MemoryError")
            #expect(try await session.execute("1+1").value == "2")
            var limits = await session.limits
            limits.memory = 1 << 30
            try await session.setLimits(limits)
            #expect(try await session.execute("len(bytearray(500 * 1024 * 1024))").value == "524288000")
        }
    }

    @Test("output beyond the limit is counted and withheld")
    func output() async throws {
        try await withSession(Limits(output: 1000)) { session in
            let result = try await session.execute("print('x' * 10**7)")
            #expect(result.stdout.utf8.count == 1000)
            #expect(result.outputBytes == 10_000_001)
            #expect(result.withheldBytes == 9_999_001)
        }
    }

    private func expectState(in session: Session) async throws {
        let checks = [
            ("next(running)", "2"), ("add(1)", "43"), ("point.double()", "14"), ("text.read()", "'rest'"),
            ("db.execute('select a from t').fetchall()", "[(1,), (2,)]"), ("open('/tmp/note').read()", "'kept'"),
            ("random.random() == expected", "True"),
        ]
        for (source, value) in checks {
            let result = try await session.execute(source)
            #expect(result.value == value, "\(source): \(result.error?.traceback ?? "")")
        }
    }

    private static let makeState = """
        import io, random, sqlite3
        def count():
            n = 0
            while True:
                n += 1
                yield n
        running = count(); next(running)
        def adder(n):
            return lambda m: n + m
        add = adder(42)
        class Point:
            def __init__(self, x): self.x = x
            def double(self): return 2 * self.x
        point = Point(7)
        db = sqlite3.connect(':memory:')
        _ = db.execute('create table t (a)'); _ = db.executemany('insert into t values (?)', [(1,), (2,)])
        text = io.StringIO('some rest'); _ = text.read(5)
        with open('/tmp/note', 'w') as file: _ = file.write('kept')
        random.seed(5); state = random.getstate(); expected = random.random(); random.setstate(state)
        counter = 1
        """
}
