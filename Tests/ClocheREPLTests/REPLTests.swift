import Cloche
import ClocheTerminal
import Testing

@testable import ClocheREPL

@Suite(.timeLimit(.minutes(5))) struct REPLTests {
    /// Runs a REPL over scripts, and gives what the user saw.
    private func transcript(
        _ session: ScriptedSession,
        _ source: ScriptedLineSource,
        history: History = History()
    ) async -> String {
        var repl = REPL(
            session: session,
            source: source,
            interrupts: InterruptSwitch(cell: { session.interrupt() }, line: { source.cancel() }),
            home: "/home/me",
            history: history,
            size: { TerminalSize(columns: 80, rows: 24) }
        )
        await repl.run()
        return source.transcript
    }

    @Test("Cells are numbered, their output and values are shown, and an empty line does nothing")
    func cells() async {
        let session = ScriptedSession([
            "print('hi')": .init(outputs: [.stream(.stdout, "hi\n")]),
            "6*7": .init(result: .make(value: "42")),
            "1/0": .init(result: .make(status: .error, error: .zeroDivision)),
        ])
        let expected = """
            In [1]: print('hi')
            hi
            In [2]: 
            In [2]: 6*7
            Out[2]: 42
            In [3]: ^C
            In [3]: 1/0
            Traceback (most recent call last):
              File "<cell 1>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero
            In [4]: ^D

            """
        let source = ScriptedLineSource([
            .cell("print('hi')"), .cell(""), .cell("6*7"), .interrupted, .cell("1/0"), .endOfFile,
        ])
        #expect(await transcript(session, source) == expected)
    }

    @Test("A session that is closed under the prompt is not told: the program is ending")
    func closed() async {
        let session = ScriptedSession(failure: ClocheError(code: .sessionClosed, message: "it is closed"))
        #expect(await transcript(session, ScriptedLineSource(cells: "1")) == "In [1]: 1\nIn [1]: ^D\n")
    }

    @Test("Several words leave", arguments: ["exit", "quit", "exit()", " quit() ", ":quit"])
    func leave(_ word: String) async {
        #expect(await transcript(ScriptedSession(), ScriptedLineSource(cells: word, "1")) == "In [1]: \(word)\n")
    }

    @Test("A cell's question is answered, Ctrl-C at it interrupts the cell")
    func input() async {
        let session = ScriptedSession(["input('name? ')": .init(request: InputRequest(prompt: "name? ", hidden: false))]
        )
        let source = ScriptedLineSource([
            .cell("input('name? ')"), .cell("Ada"), .cell("input('name? ')"), .interrupted,
        ])
        let expected = """
            In [1]: input('name? ')
            name? Ada
            answer: Ada
            In [2]: input('name? ')
            name? ^C
            answer: none
            In [3]: ^D

            """
        #expect(await transcript(session, source) == expected)
        #expect(session.interruptions == 1)
    }

    @Test("A name with a question mark is looked up, and no cell is run")
    func help() async {
        let session = ScriptedSession(inspections: ["x": Inspection(name: "x", kind: "int", type: "int", value: "3")])
        let source = ScriptedLineSource(cells: "x?", " ??x ", ":inspect x", "y?", "y.z?", ":inspect 1")
        let expected = """
            In [1]: x?
            value  3
            type   int
            In [1]:  ??x 
            value  3
            type   int
            its source is not at hand
            In [1]: :inspect x
            value  3
            type   int
            In [1]: y?
            there is no 'y' in the session; ':vars' lists the variables
            In [1]: y.z?
            there is no 'y.z' in the session, or it takes running its code to know
            In [1]: :inspect 1
            '1' is no name; names of attributes have dots, such as json.dumps
            In [1]: ^D

            """
        #expect(await transcript(session, source) == expected)
        let calls = ["inspect x", "inspect x with source", "inspect x", "inspect y", "inspect y.z"]
        #expect(await session.calls == calls)
    }

    @Test("A granted permission is in the prompt, and :retry runs the blocked cell again")
    func allowAndRetry() async {
        let blocked = Permission(kind: .net, item: "127.0.0.1:8000")
        let session = ScriptedSession([
            "get()": .init(result: .make(status: .error, error: .refused, blocked: [blocked]))
        ])
        let source = ScriptedLineSource(cells: "get()", ":allow net 127.0.0.1:8000", ":retry", ":deny net")
        let expected = """
            In [1]: get()
            PermissionError: read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd
            blocked: :allow net 127.0.0.1:8000 grants it
            :retry runs the cell again once it is granted
            In [2]: :allow net 127.0.0.1:8000
            granted: net 127.0.0.1:8000
            :retry runs the last cell again
            [net 127.0.0.1:8000] In [2]: :retry
            PermissionError: read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd
            blocked: :allow net 127.0.0.1:8000 grants it
            :retry runs the cell again once it is granted
            [net 127.0.0.1:8000] In [3]: :deny net
            nothing is granted
            In [3]: ^D

            """
        #expect(await transcript(session, source) == expected)
    }

    @Test("What is denied within a grant is told with it")
    func denyWithinGrant() async {
        let source = ScriptedLineSource(cells: ":allow net", ":deny net example.com")
        let expected = """
            In [1]: :allow net
            granted: net all
            [net all] In [1]: :deny net example.com
            granted: net all; denied: net example.com
            [net all] In [1]: ^D

            """
        #expect(await transcript(ScriptedSession(), source) == expected)
    }

    @Test("Errors of meta-commands are one line, and nothing happens")
    func errors() async {
        let source = ScriptedLineSource(
            cells: ":alow net",
            ":allow nett",
            ":allow net --twice",
            ":allow read /nowhere",
            ":timeout soon",
            ":retry"
        )
        let expected = """
            In [1]: :alow net
            there is no command ':alow'; did you mean ':allow'?
            In [1]: :allow nett
            there is no permission 'nett'; did you mean 'net'?
            In [1]: :allow net --twice
            there is no option '--twice'
            In [1]: :allow read /nowhere
            Cannot allow read '/nowhere': it does not exist or is out of reach
            In [1]: :timeout soon
            'soon' is not a time; give seconds, such as 10 or 0.5, or 'off'
            In [1]: :retry
            there is no cell to run again
            In [1]: ^D

            """
        #expect(await transcript(ScriptedSession(), source) == expected)
    }

    @Test("run and ffi come with their warning")
    func warning() async {
        let expected = """
            In [1]: :allow ffi
            \(PermissionWarning.text(.ffi) ?? "")
            granted: ffi all
            [ffi all] In [1]: ^D

            """
        #expect(await transcript(ScriptedSession(), ScriptedLineSource(cells: ":allow ffi")) == expected)
    }

    @Test("Limits are shown and set")
    func limits() async {
        let session = ScriptedSession()
        let source = ScriptedLineSource(cells: ":timeout", ":timeout 2.5", ":timeout off", ":memory", ":memory 128")
        let expected = """
            In [1]: :timeout
            a cell may run for 30 s
            In [1]: :timeout 2.5
            a cell may run for 2.5 s
            In [1]: :timeout off
            a cell may run until Ctrl-C
            In [1]: :memory
            Python may use 512 MiB
            In [1]: :memory 128
            Python may use 128 MiB
            In [1]: ^D

            """
        #expect(await transcript(session, source) == expected)
        #expect(await session.limits == Limits(timeout: nil, memory: 128 << 20))
    }

    @Test("A loaded session shows what it was granted, and grants nothing")
    func load() async throws {
        let recorded = SessionMetadata.make(
            cells: [CellRecord(number: 4, source: "x = 1", status: .ok, duration: .zero)],
            variables: ["x"],
            permissions: try .make((.net, ["127.0.0.1:8000"]), (.env, ["LANG"]))
        )
        let session = ScriptedSession(recorded: recorded)
        let source = ScriptedLineSource(cells: ":load 'my work.cloche'", ":save work.cloche", ":reset")
        let expected = """
            In [1]: :load 'my work.cloche'
            loaded 'my work.cloche': 1 cell, 1 variable (x)
            it was saved with these permissions, which loading does not grant:
              :allow net 127.0.0.1:8000
              :allow env LANG
            In [5]: :save work.cloche
            saved 'work.cloche', 4.2 MB
            In [5]: :reset
            the session is fresh; permissions and limits are as before
            In [1]: ^D

            """
        #expect(await transcript(session, source) == expected)
        #expect(await session.calls == ["restore my work.cloche", "save work.cloche", "reset"])
        #expect(await session.permissions.isEmpty)
    }

    @Test("A sandbox that cannot boot is told, and the REPL goes on")
    func failure() async {
        let error = ClocheError(code: .runtimeNotFound, message: "Cannot find the runtime: 'x' does not exist")
        let text = await transcript(ScriptedSession(failure: error), ScriptedLineSource(cells: "1", ":save x"))
        #expect(text.contains("In [1]: 1\nCannot find the runtime: 'x' does not exist\n"))
        #expect(text.contains("In [1]: :save x\nCannot find the runtime: 'x' does not exist\n"))
    }

    @Test("Permissions are shown as a table and as flags")
    func permissions() async throws {
        let session = ScriptedSession(permissions: try .make((.net, []), (.env, ["LANG"])))
        let source = ScriptedLineSource(cells: ":permissions", ":permissions --flags", ":permissions --flag")
        let expected = """
            [net all, env LANG] In [1]: :permissions
            read   nothing
            write  nothing
            net    all public hosts
            env    LANG
            run    nothing
            ffi    nothing
            [net all, env LANG] In [1]: :permissions --flags
            cloche --allow-net --allow-env=LANG
            [net all, env LANG] In [1]: :permissions --flag
            ':permissions' does not take '--flag'; usage: :permissions [--flags]
            [net all, env LANG] In [1]: ^D

            """
        #expect(await transcript(session, source) == expected)
    }

    @Test("What was run is in the history with its outcome, and what leaves is not")
    func recorded() async {
        let session = ScriptedSession([
            "1/0": .init(result: .make(status: .error, error: .zeroDivision)),
            "while 1: pass": .init(result: .make(status: .timedOut)),
        ])
        let history = History()
        let cells = ["x = 1", "1/0", "", " secret", "while 1: pass", ":timeout", ":alow net", ":retry", ":quit"]
        _ = await transcript(session, ScriptedLineSource(cells.map(LineResult.cell)), history: history)
        _ = await transcript(session, ScriptedLineSource(cells: "x = 1", " 2", "exit"), history: history)
        let expected = [
            "1/0: error", ":timeout: command", ":alow net: error", ":retry: command", "while 1: pass: timedOut",
            "x = 1: ok",
        ]
        #expect(history.entries.map { "\($0.cell): \($0.outcome ?? "")" } == expected)
    }

    @Test("The space that keeps a cell out is not for Python, and :retry keeps the cell out too")
    func hidden() async {
        let session = ScriptedSession(["secret": .init(result: .make(value: "1"))])
        let history = History()
        let text = await transcript(session, ScriptedLineSource(cells: " secret", ":retry"), history: history)
        #expect(text == "In [1]:  secret\nOut[1]: 1\nIn [2]: :retry\nOut[2]: 1\nIn [3]: ^D\n")
        #expect(history.cells == [":retry"])
    }

    @Test("A cell whose session fails has a bad end")
    func failed() async {
        let history = History()
        let error = ClocheError(code: .runtimeNotFound, message: "Cannot find the runtime: 'x' does not exist")
        _ = await transcript(ScriptedSession(failure: error), ScriptedLineSource(cells: "1"), history: history)
        #expect(history.entries.map(\.outcome) == ["error"])
    }

    @Test("A history that cannot be written is told once")
    func unwritable() async {
        let history = History(path: "/dev/null/history")
        let expected = """
            In [1]: 1
            Cannot write history: '/dev/null/history': Not a directory
            In [2]: 2
            In [3]: ^D

            """
        #expect(await transcript(ScriptedSession(), ScriptedLineSource(cells: "1", "2"), history: history) == expected)
    }

    @Test("Earlier cells are listed, looked for, and kept out")
    func history() async {
        let history = History(now: { 1_790_000_000 })
        let source = ScriptedLineSource(
            cells: ":history",
            "def f():\n    return 'a'",
            ":history RETURN",
            ":history off",
            "secret",
            ":history return 'a",
            ":history on",
            ":history -n 1",
            ":history -n"
        )
        let time = HistoryTime.describe(1_790_000_000, now: 1_790_000_000)
        let expected = """
            In [1]: :history
            the history is empty
            In [1]: def f():
                return 'a'
            In [2]: :history RETURN
            no cell contains 'RETURN'
            In [2]: :history off
            cells are not kept in the history; ':history on' keeps them again
            In [2]: secret
            In [3]: :history return 'a
            -1  \(time)  def f(): (+1 line)
            In [3]: :history on
            cells are kept in the history
            In [3]: :history -n 1
            -1  \(time)  def f(): (+1 line)
            In [3]: :history -n
            '' is not a number of cells; give one, such as ':history -n 20'
            In [3]: ^D

            """
        #expect(await transcript(ScriptedSession(), source, history: history) == expected)
    }
}
