import Cloche
import ClocheTerminal
import Testing

@testable import ClocheREPL

/// The commands for going back in time and for stored sessions, over a scripted session.
@Suite(.timeLimit(.minutes(5))) struct TimelineCommandTests {
    private func transcript(
        _ lines: [LineResult],
        _ session: ScriptedSession,
        stored: [StoredSession]? = nil,
        history: History = History(),
        columns: Int = 80
    ) async -> String {
        let source = ScriptedLineSource(lines)
        var repl = REPL(
            session: session,
            source: source,
            interrupts: InterruptSwitch(cell: {}, line: {}),
            home: "/home/me",
            history: history,
            stored: stored.map { sessions in StoredSessions { _ throws(ClocheError) in sessions } },
            size: { TerminalSize(columns: columns, rows: 24) }
        )
        await repl.run()
        return source.transcript
    }

    private func transcript(_ cells: String..., session: ScriptedSession) async -> String {
        await transcript(cells.map(LineResult.cell), session)
    }

    private static let cells: [CellRecord] = [.make(1, "x = 1"), .make(2, "y = 2"), .make(3, "z = 3")]

    @Test("Undo, redo and goto tell what they did; the next number stays")
    func travel() async {
        let timeline = ScriptedSession.Timeline(
            checkpoints: [.make(0, after: nil), .make(1, after: 0, branch: "first")],
            travels: [
                "undo 1": Travel(from: 3, to: 2, undone: [3]), "redo 2": Travel(from: 1, to: 3, redone: [2, 3]),
                "goto 1": Travel(from: 3, to: 1, undone: [2, 3]),
            ]
        )
        let session = ScriptedSession(cells: Self.cells, timeline: timeline)
        let expected = """
            In [1]: :undo
              undone  [3]  z = 3
            the session is as it was after cell 2; ':goto 3' takes this back
            In [4]: :redo 2
              redone  [2]  y = 2
              redone  [3]  z = 3
            the session is as it was after cell 3
            In [4]: :goto first
              undone  [2]  y = 2
              undone  [3]  z = 3
            the session is as it was after cell 1; ':goto 3' takes this back
            In [4]: :goto 7
            Cannot goto 7: there is no such state
            In [4]: :goto frist
            'frist' is neither a cell nor a branch; did you mean 'first'?
            In [4]: :undo no
            'no' is not a number of cells; give one, such as 2
            In [4]: :undo 0
            '0' is not a number of cells; give one, such as 2
            In [4]: ^D

            """
        let cells = [":undo", ":redo 2", ":goto first", ":goto 7", ":goto frist", ":undo no", ":undo 0"]
        #expect(await transcript(cells.map(LineResult.cell), session) == expected)
        #expect(await session.calls == ["undo 1", "redo 2", "goto 1", "goto 7"])
    }

    @Test("The tree, and what to do with it")
    func checkpoints() async {
        let none = ScriptedSession(timeline: .init(checkpoints: [.make(0, after: nil)]))
        let empty = "In [1]: :checkpoints\nthere are no checkpoints yet: every cell leaves one\nIn [1]: ^D\n"
        #expect(await transcript(":checkpoints", session: none) == empty)
        let timeline = ScriptedSession.Timeline(
            checkpoints: [.make(0, after: nil, bytes: 0), .make(1, after: 0), .make(2, after: 1)],
            position: 1
        )
        let text = await transcript(":checkpoints", session: ScriptedSession(cells: Self.cells, timeline: timeline))
        #expect(text.contains("  1  x = 1 (here)\n"))
        #expect(text.contains("  2  y = 2 (undone)\n3 checkpoints, 8.4 KB; ':goto N' goes to one\n"))
    }

    @Test("A line of cells gets a name, names are listed and gone to")
    func branch() async {
        let timeline = ScriptedSession.Timeline(
            checkpoints: [
                .make(0, after: nil), .make(2, after: 0, branch: "plots"), .make(3, after: 0, branch: "main"),
            ],
            position: 3,
            branch: "main",
            travels: ["branch plots": Travel(from: 3, to: 2, undone: [3], redone: [2])],
            names: ["new"]
        )
        let session = ScriptedSession(cells: Self.cells, timeline: timeline)
        let expected = """
            In [1]: :branch
              plots  [2]  y = 2
            * main   [3]  z = 3
            In [4]: :branch new
            this line of cells is the branch 'new' now
            In [4]: :branch plots
            on the branch 'plots'
              undone  [3]  z = 3
              redone  [2]  y = 2
            the session is as it was after cell 2; ':goto 3' takes this back
            In [4]: :branch 7
            '7' is the number of a cell; a name has a letter in it
            In [4]: ^D

            """
        #expect(await transcript(":branch", ":branch new", ":branch plots", ":branch 7", session: session) == expected)
        let unnamed = await transcript(":branch", session: ScriptedSession())
        #expect(unnamed.contains("\nthis line of cells has no name; ':branch NAME' gives it one\n"))
    }

    @Test("States are compared: two, one with the present, the present with the one before it")
    func diff() async {
        let timeline = ScriptedSession.Timeline(
            checkpoints: [.make(0, after: nil), .make(2, after: 0), .make(3, after: 2)],
            position: 3,
            difference: StateDifference(
                from: 2,
                to: 3,
                added: [Variable(name: "z", type: "int", value: "3", size: 28)]
            )
        )
        let session = ScriptedSession(timeline: timeline)
        let text = await transcript(":diff", ":diff 0", ":diff 0 2", session: session)
        #expect(text.hasPrefix("In [1]: :diff\nfrom cell 2 to cell 3: 1 added\n+ z  int  28 B  3\n"))
        #expect(await session.calls == ["difference 2 3", "difference 0 3", "difference 0 2"])
        let start = await transcript(":diff", session: ScriptedSession())
        #expect(start.contains("there is no state before this one; ':diff A B' compares two"))
    }

    @Test("A checkpoint is waited for after each cell, and undone cells are marked in the history")
    func settle() async {
        let session = ScriptedSession(timeline: .init(travels: ["undo 1": Travel(from: 2, to: 1, undone: [2])]))
        let history = History(now: { 1_790_000_000 })
        await session.markUndone(2)
        let text = await transcript(["a = 1", "b = 2", ":history"].map(LineResult.cell), session, history: history)
        let time = HistoryTime.describe(1_790_000_000, now: 1_790_000_000)
        #expect(text.hasSuffix("-2  \(time)  a = 1\n-1  \(time)  b = 2 (undone)\nIn [3]: ^D\n"))
        #expect(await session.calls == ["settle", "settle"])
    }

    private static let resumed = ResumedSession(
        metadata: .make(cells: [.make(4, "x = 5")], variables: ["x"], permissions: resumedPermissions),
        position: 4,
        transcript: [
            CellTranscriptRecord(cell: .make(3, "gone", isUndone: true), stdout: "gone"),
            CellTranscriptRecord(cell: .make(4, "x = 5"), stdout: "hi\n"),
        ],
        interrupted: StoredCell(number: 5, source: "while True:\n    step()")
    )
    private static var resumedPermissions: PermissionSet {
        (try? .make((.net, ["127.0.0.1:8000"]))) ?? PermissionSet()
    }

    @Test("A session that was cut off is taken up: its last cells, its permissions, its running cell at the prompt")
    func resume() async {
        let session = ScriptedSession(timeline: .init(resumed: Self.resumed))
        let expected = """
            In [1]: :resume
            In [4]: x = 5
            hi
            resumed '20260101-a': 1 cell, 1 variable (x)
            it had these permissions, which resuming does not grant:
              :allow net 127.0.0.1:8000
            cell 5 was running when it was cut off and is not in its state; it is at the
            prompt for you to run or change
            In [6]: while True:
                step()^C
            In [6]: ^D

            """
        let stored: [StoredSession] = [.make("20260101-b", state: .ended), .make("20260101-a")]
        #expect(await transcript([.cell(":resume"), .interrupted], session, stored: stored) == expected)
    }

    @Test("Of several sessions the user chooses one")
    func choose() async {
        let session = ScriptedSession(timeline: .init(resumed: ResumedSession(metadata: .make(), position: 0)))
        let stored: [StoredSession] = [.make("20260102"), .make("20260101")]
        let lines = [":resume", "3", "2", ":resume", "", ":resume"]
        let text = await transcript(lines.map(LineResult.cell), session, stored: stored)
        #expect(text.contains("\n2 sessions were cut off; the newest is the first\n1  20260102  "))
        #expect(text.contains("which one? [1] 3\nthere is no session '3'\nwhich one? [1] 2\nresumed '20260101': "))
        #expect(text.hasSuffix("which one? [1] ^D\nIn [1]: ^D\n"))
        #expect(await session.calls == ["resume 20260101", "resume 20260102"])
    }

    @Test("Where there is nothing to take up, that is said")
    func nothing() async {
        let ended = await transcript([.cell(":resume")], ScriptedSession(), stored: [.make("20260101", state: .ended)])
        let message = "no session was cut off; ':resume 20260101' takes up the last one that ended"
        #expect(ended.contains(":resume\n\(message)\n"))
        let none = await transcript([.cell(":resume"), .cell(":sessions")], ScriptedSession(), stored: [])
        #expect(none.contains(":resume\nthere is no session to take up\n"))
        #expect(none.contains(":sessions\nno session is kept yet\n"))
        let off = await transcript([.cell(":sessions")], ScriptedSession())
        #expect(off.contains("sessions are not kept; whether they are is chosen when cloche begins: ':set sessions'"))
    }

    @Test("Stored sessions are listed")
    func sessions() async {
        let stored: [StoredSession] = [.make("20260102", state: .live), .make("20260101")]
        let session = ScriptedSession(timeline: .init(storedID: "20260102"))
        let text = await transcript([.cell(":sessions")], session, stored: stored)
        #expect(text.contains("\n20260102  2026-01-01  12 cells  this one  x = 1\n20260101  "))
        #expect(text.hasSuffix("\n':resume ID' takes one up; the beginning of the ID is enough\nIn [1]: ^D\n"))
    }

    @Test("How much of the past is kept can be changed, whether it is kept on the disk cannot")
    func settings() async {
        let session = ScriptedSession()
        let text = await transcript(":set checkpoints 5", ":set sessions off", session: session)
        #expect(text.contains(":set checkpoints 5\ncheckpoints: 5\n"))
        #expect(text.contains("'sessions' counts when a session begins; it belongs into the config file"))
        #expect(await session.calls == ["keep 5 1073741824"])
    }

    @Test("At the start one line tells of a session that was cut off", arguments: [80, 40])
    func hint(_ columns: Int) {
        let source = ScriptedLineSource([])
        let stored: [StoredSession] = [.make("20260101")]
        let repl = REPL(
            session: ScriptedSession(),
            source: source,
            interrupts: InterruptSwitch(cell: {}, line: {}),
            home: nil,
            stored: StoredSessions { _ throws(ClocheError) in stored },
            size: { TerminalSize(columns: columns, rows: 24) }
        )
        repl.hint()
        let words = source.transcript.split(whereSeparator: \.isWhitespace).suffix(7).joined(separator: " ")
        #expect(words == "was cut off; ':resume' takes it up")
        #expect(source.transcript.split(separator: "\n").allSatisfy { $0.count < columns })
    }
}
