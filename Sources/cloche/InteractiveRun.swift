internal import Cloche
internal import ClocheREPL
internal import ClocheTerminal

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Runs the REPL at a terminal.
struct InteractiveRun {
    private let invocation: Invocation
    private let console: Console
    private let ending = EndingSignals()
    private let notices = NoticeRenderer()

    init(_ invocation: Invocation, _ console: Console) {
        self.invocation = invocation
        self.console = console
    }

    func run() async -> ExitStatus {
        let runtime: Runtime
        let session: Session
        do throws(ClocheError) {
            // Without a runtime nothing can be done at the prompt, so it does not come.
            runtime = try Runtime.locate()
        } catch {
            console.complain(error.message)
            return .failure
        }
        do throws(ClocheError) {
            session = try invocation.session(
                isTerminal: true,
                runtime: runtime,
                audit: console.auditLog(invocation.settings, onFailure: notices.show),
                say: console.complain
            )
        } catch {
            console.complain(error.message)
            return .usage
        }
        let status = await run(session)
        await session.close()
        return ending.status ?? status
    }

    private func run(_ session: Session) async -> ExitStatus {
        let history = History(path: historyPath)
        // Before anything reads the file, which depends on it.
        history.maximumCells = invocation.settings.historySize
        let source = makeSource(history, session)
        notices.attach(to: source)
        let interrupts = InterruptSwitch(cell: { session.interrupt() }, line: { source.cancel() })
        SignalCenter.shared.handle(SIGINT) { interrupts.interrupt() }
        ending.watch {
            // A read that is under way blocks the close.
            source.cancel()
            await source.close()
            await session.close(because: "signal", isWanted: false)
        } atLast: {
            source.restoreTerminal()
        }
        var repl = REPL(
            session: session,
            source: source,
            settings: invocation.settings,
            isColored: { [console] in console.isColored(STDOUT_FILENO, $0) },
            interrupts: interrupts,
            home: console.variable("HOME"),
            history: history,
            size: { [console] in console.size }
        )
        do throws(ClocheError) {
            repl.greet()
            for warning in PermissionWarning.texts(await session.permissions) { console.complain(warning) }
            if let path = invocation.load, try await !repl.load(path, isRerun: invocation.isRerun) {
                await source.close()
                return .failure
            }
            await repl.run(startup: startup)
            await source.close()
            if let path = invocation.save {
                for line in SaveText.lines(try await session.save(to: path)) { console.complain(line) }
            }
            return .success
        } catch {
            await source.close()
            console.complain(error.message)
            return .failure
        }
    }

    /// The cells to begin with; a session that is taken up has begun already.
    private var startup: StartupCells? {
        guard let path = invocation.settings.startup, invocation.load == nil else { return nil }
        do throws(UsageError) {
            return StartupCells(try CellSource.read(.file(path)).text)
        } catch {
            console.complain(error.message)
            return nil
        }
    }

    private func makeSource(_ history: History, _ session: Session) -> any LineSource {
        if !invocation.isPlain, let editor = LineEditor(configuration: configuration(history, session)) {
            return editor
        }
        return PlainLineReader()
    }

    private func configuration(_ history: History, _ session: Session) -> LineEditorConfiguration {
        let commands = MetaCommandCompleter(home: console.variable("HOME"), list: Folder.names)
        let completer = SessionCompleter(session: session, commands: commands)
        var configuration = LineEditorConfiguration()
        configuration.history = history
        configuration.completer = { await completer.complete($0) }
        configuration.signatures = { await completer.signature(of: $0) }
        return configuration
    }

    private var historyPath: String? {
        var environment: [String: String] = [:]
        for name in ["XDG_STATE_HOME", "HOME"] { environment[name] = console.variable(name) }
        return History.defaultPath(environment: environment)
    }
}
