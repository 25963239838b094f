import ClocheTerminal
import Testing

@testable import Cloche
@testable import ClocheREPL

@Suite(.timeLimit(.minutes(5))) struct RerunTests {
    private let recorded = SessionMetadata.make(cells: [
        CellRecord(number: 1, source: "import os\nx = 1", status: .ok, duration: .zero),
        CellRecord(number: 2, source: "1/0", status: .ok, duration: .zero),
        CellRecord(number: 3, source: "while True: pass", status: .timedOut, duration: .zero),
    ])

    private func session(_ failure: ClocheError? = nil) -> ScriptedSession {
        ScriptedSession(
            [
                "1/0": .init(result: .make(status: .error, error: .zeroDivision)),
                "while True: pass": .init(result: .make(status: .timedOut)),
            ],
            recorded: recorded,
            loadFailure: failure
        )
    }

    private func repl(_ session: ScriptedSession, _ source: ScriptedLineSource) -> REPL {
        REPL(
            session: session,
            source: source,
            interrupts: InterruptSwitch(cell: { session.interrupt() }, line: { source.cancel() }),
            home: "/home/me",
            size: { TerminalSize(columns: 80, rows: 24) }
        )
    }

    private static let table = """
        cell  now          then         source
           1  ok           ok           import os
           2  error        ok           1/0
              ZeroDivisionError: division by zero
           3  too long     too long     while True: pass
        3 cells ran again and ended 2 as before, 1 otherwise

        """

    private static let otherBuild = ClocheError(
        code: .incompatibleSessionFile,
        message: "Cannot load 'a.cloche': it was saved by cloche 9"
    )

    @Test("':load --rerun' runs the cells of a file again, each beside how it ended then")
    func load() async {
        let session = session()
        let source = ScriptedLineSource(cells: ":load --rerun a.cloche")
        var repl = repl(session, source)
        await repl.run()
        #expect(source.transcript == "In [1]: :load --rerun a.cloche\n" + Self.table + "In [4]: ^D\n")
        #expect(await session.calls == ["rerun a.cloche"])
    }

    @Test("A file of another build is offered to run again", arguments: [("y", true), ("", false), ("no", false)])
    func offered(_ answer: String, _ runs: Bool) async {
        let session = session(Self.otherBuild)
        let source = ScriptedLineSource(cells: ":load a.cloche", answer)
        var repl = repl(session, source)
        await repl.run()
        let expected = """
            In [1]: :load a.cloche
            Cannot load 'a.cloche': it was saved by cloche 9
            its cells can run again instead, in a fresh sandbox, under what is granted now
            Run them? [y/N] \(answer)

            """
        #expect(source.transcript == expected + (runs ? Self.table + "In [4]: ^D\n" : "In [1]: ^D\n"))
        #expect(await session.calls == (runs ? ["rerun a.cloche"] : []))
    }

    @Test("A file to begin with is offered likewise")
    func start() async throws {
        let source = ScriptedLineSource(cells: "yes")
        var repl = repl(session(Self.otherBuild), source)
        #expect(try await repl.load("a.cloche"))
        #expect(source.transcript.hasSuffix("Run them? [y/N] yes\n" + Self.table))
        var other = self.repl(session(Self.otherBuild), ScriptedLineSource([.interrupted]))
        #expect(try await !other.load("a.cloche"))
    }

    @Test("A file that is damaged is not offered")
    func damaged() async {
        let failure = ClocheError(code: .invalidSessionFile, message: "Cannot load 'a.cloche': it is cut short")
        let source = ScriptedLineSource(cells: ":load a.cloche")
        var repl = repl(session(failure), source)
        await repl.run()
        #expect(source.transcript == "In [1]: :load a.cloche\nCannot load 'a.cloche': it is cut short\nIn [1]: ^D\n")
    }

    @Test("What is not an option of ':load' is told", arguments: ["a b", "--rerun", "a --rerun"])
    func usage(_ words: String) async {
        let source = ScriptedLineSource(cells: ":load \(words)")
        var repl = repl(session(), source)
        await repl.run()
        #expect(source.transcript.contains("usage: :load [--rerun] FILE"))
    }

    @Test("A script's log has a line for each cell")
    func line() {
        let cell = RerunCell(recorded: recorded.cells[1], result: .make(cell: 2, status: .error, error: .zeroDivision))
        #expect(RerunText.line(cell) == "cell 2: error (before: ok): ZeroDivisionError: division by zero")
        let same = RerunCell(recorded: recorded.cells[0], result: .make())
        #expect(RerunText.line(same) == "cell 1: ok (as before)")
    }

    @Test("Cells that did not run are told")
    func summary() {
        let report = RerunReport(recorded: recorded, ran: 1, same: 1, left: 2)
        #expect(RerunText.summary(report) == "1 cell ran again and ended as before; 2 cells did not run")
    }
}
