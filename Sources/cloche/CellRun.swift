internal import Cloche
internal import ClocheREPL
internal import ClocheTerminal

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Runs one cell from the command line, a file or stdin, and ends.
struct CellRun {
    private let invocation: Invocation
    private let console: Console
    private let ending = EndingSignals()
    private let installs: ScriptInstallation

    init(_ invocation: Invocation, _ console: Console) {
        self.invocation = invocation
        self.console = console
        installs = ScriptInstallation(invocation, console)
    }

    func run() async -> ExitStatus {
        let session: Session
        let resumed: String?
        let folder = invocation.resume.flatMap { _ in console.journalFolder(invocation) }
        do throws(UsageError) {
            resumed = try resumedID(in: folder)
        } catch {
            console.complain(error.message)
            return .usage
        }
        do throws(ClocheError) {
            session = try invocation.session(
                isTerminal: console.isTerminal(STDOUT_FILENO),
                audit: console.auditLog(invocation.settings, onFailure: console.complain),
                journal: folder,
                say: console.complain
            )
        } catch {
            console.complain(error.message)
            return .usage
        }
        if console.isTerminal(STDERR_FILENO) {
            for warning in PermissionWarning.texts(await session.permissions) { console.complain(warning) }
        }
        // The sandbox boots while the source is read; its errors come out of the first call that needs it.
        let boot = Task { try? await session.start() }
        watchSignals(session)
        console.brokenOutput.whenSet { session.interrupt() }
        let status = await runCell(in: session, resuming: resumed)
        boot.cancel()
        await session.close()
        return ending.status ?? brokenOutputStatus() ?? status
    }

    private func brokenOutputStatus() -> ExitStatus? {
        guard let error = console.brokenOutput.value else { return nil }
        if error.isBrokenPipe { return .brokenPipe }
        console.complain("cannot write to stdout: \(error.reason)")
        return .failure
    }

    private func runCell(in session: Session, resuming id: String?) async -> ExitStatus {
        let cell: CellSource
        do throws(UsageError) {
            cell = try CellSource.read(invocation.work)
        } catch {
            console.complain(error.message)
            return .usage
        }
        do throws(ClocheError) {
            try await load(into: session)
            if let id { try await resume(id, in: session) }
            try await installs.prepare(cell, in: session)
            let result = try await execute(cell, in: session)
            try await save(session)
            return ExitStatus.of(result)
        } catch {
            // A signal that ends the program closes the session under a running cell.
            if ending.status == nil { complain(error) }
            return error.code == .installCancelled ? .interrupted : .failure
        }
    }

    private func complain(_ error: ClocheError) {
        console.complain(error.message)
        guard error.code == .incompatibleSessionFile else { return }
        console.complain("with '--rerun' its cells run again in a fresh sandbox instead")
    }

    private func execute(_ cell: CellSource, in session: Session) async throws(ClocheError) -> ExecutionResult {
        let renderer = makeRenderer()
        let prompts = invocation.isJSON ? sink(console.stderr, STDERR_FILENO) : sink(console.stdout, STDOUT_FILENO)
        let answers = StandardInput(prompts: prompts, isUsedUp: cell.isStandardInput)
        let result = try await session.execute(
            cell.text,
            name: cell.name,
            display: cell.isDisplayed,
            timeout: nil,
            size: console.size,
            input: answers.answer,
            output: renderer.show
        )
        // Nobody reads the result of a cell whose reader went away, and the interruption was ours.
        if console.brokenOutput.value == nil {
            renderer.finish(result)
            installs.advise(result)
        }
        return result
    }

    private func makeRenderer() -> any CellRenderer {
        if invocation.isJSON { return JSONRenderer(stdout: console.stdout, stderr: console.stderr) }
        return ScriptRenderer(
            stdout: sink(console.stdout, STDOUT_FILENO),
            stderr: sink(console.stderr, STDERR_FILENO),
            palette: console.palette(STDERR_FILENO, invocation.settings.colors)
        )
    }

    /// A terminal gets control sequences as text, a pipe gets the bytes as they are.
    private func sink(_ sink: FileDescriptorSink, _ descriptor: Int32) -> any TextSink {
        console.isTerminal(descriptor) ? SanitizingSink(sink) : sink
    }

    private func load(into session: Session) async throws(ClocheError) {
        guard let path = invocation.load else { return }
        if !invocation.isRerun, SessionPickle.isPickle(at: path) {
            let report = try await session.restorePickle(from: path)
            // What is there goes without saying, as with a session file.
            for line in PickleText.lines(loaded: path, report).dropFirst() { console.complain(line) }
            return
        }
        let recorded = try await invocation.isRerun ? rerun(path, in: session) : session.restore(from: path)
        let granted = await session.permissions
        if recorded.permissions == granted || recorded.permissions.isEmpty { return }
        let flags = SaveText.flags(recorded.permissions)
        console.complain("'\(path)' was saved with permissions that loading does not grant: \(flags)")
    }

    /// Runs the cells of a session file; nobody is there to answer them, and their output is that of another time.
    private func rerun(_ path: String, in session: Session) async throws(ClocheError) -> SessionMetadata {
        let report = try await session.rerun(from: path, ended: { console.complain(RerunText.line($0)) })
        console.complain(RerunText.summary(report))
        return report.recorded
    }

    /// The session that `--resume` takes up; nobody is here to choose one.
    private func resumedID(in folder: JournalFolder?) throws(UsageError) -> String? {
        switch try invocation.resumeChoice(in: folder) {
        case .one(let session): return session.id
        case .several(let sessions):
            let palette = console.palette(STDERR_FILENO, invocation.settings.colors)
            let lines = SessionTable.lines(sessions, width: console.size.columns - 1, palette: palette)
            for line in lines { console.stderr.write(line + "\n") }
            throw UsageError("\(sessions.count) sessions were cut off; '--resume=ID' takes up one of them")
        case nil, .some(.none): return nil
        }
    }

    private func resume(_ id: String, in session: Session) async throws(ClocheError) {
        let resumed = try await session.resume(id)
        if let flaw = resumed.flaw { console.complain(flaw) }
        if let cell = resumed.interrupted {
            console.complain("cell \(cell.number) was running when it was cut off and is not in its state")
        }
        let recorded = resumed.metadata.permissions
        if recorded == (await session.permissions) || recorded.isEmpty { return }
        console.complain("it had permissions that resuming does not grant: \(SaveText.flags(recorded))")
    }

    private func save(_ session: Session) async throws(ClocheError) {
        guard let path = invocation.save else { return }
        for line in try await session.store(path, withPackages: invocation.savesPackages) { console.complain(line) }
    }

    /// Ctrl-C interrupts the cell, a second one ends its sandbox, a third one ends cloche.
    private func watchSignals(_ session: Session) {
        let count = Counter()
        SignalCenter.shared.handle(SIGINT) {
            if count.next() > 2 { exit(ExitStatus.interrupted.code) }
            installs.interrupt { session.interrupt() }
        }
        ending.watch { await session.close(because: "signal") }
    }
}
