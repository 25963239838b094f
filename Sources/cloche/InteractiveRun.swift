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
    private let names = PackageNames.ofThisMachine

    init(_ invocation: Invocation, _ console: Console) {
        self.invocation = invocation
        self.console = console
    }

    func run() async -> ExitStatus {
        let runtime: Runtime
        let session: Session
        let folder = console.journalFolder(invocation)
        do throws(UsageError) {
            // Where there is nothing to take up, the prompt does not come.
            _ = try invocation.resumeChoice(in: folder)
        } catch {
            console.complain(error.message)
            return .usage
        }
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
                journal: folder,
                say: console.complain
            )
        } catch {
            console.complain(error.message)
            return .usage
        }
        let status = await run(session, folder)
        // A terminal that went away ends the input as Ctrl-D does, perhaps before the signal comes.
        let isWanted = ending.status == nil && console.isTerminal(STDIN_FILENO)
        await session.close(because: isWanted ? "closed" : "signal", isWanted: isWanted)
        return ending.status ?? status
    }

    private func run(_ session: Session, _ folder: JournalFolder?) async -> ExitStatus {
        let stored = folder.map { StoredSessions($0) }
        let history = History(path: historyPath)
        // Before anything reads the file, which depends on it.
        history.maximumCells = invocation.settings.historySize
        let source = makeSource(history, session, stored)
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
            stored: stored,
            names: names,
            local: invocation.localModules,
            size: { [console] in console.size }
        )
        do throws(ClocheError) {
            repl.greet()
            for warning in PermissionWarning.texts(await session.permissions) { console.complain(warning) }
            if let path = invocation.load, try await !repl.load(path, isRerun: invocation.isRerun) {
                await source.close()
                return .failure
            }
            guard await begin(&repl, stored) else {
                await source.close()
                return .usage
            }
            // Not before a session is taken up, which could be one that has to go.
            folder?.prune()
            for request in try invocation.installations(script: nil) where await !repl.install(request) { break }
            await repl.run(startup: startup)
            await source.close()
            if let path = invocation.save {
                for line in try await session.store(path, withPackages: invocation.savesPackages) {
                    console.complain(line)
                }
            }
            return .success
        } catch {
            await source.close()
            console.complain(error.message)
            return .failure
        }
    }

    /// Takes up the session that `--resume` means; without it, says which one could be.
    ///
    /// - Returns: False where none was taken up.
    private func begin(_ repl: inout REPL, _ stored: StoredSessions?) async -> Bool {
        guard let resume = invocation.resume, let stored else {
            repl.hint()
            return true
        }
        do throws(REPLError) {
            return try await repl.resume(resume.id, among: stored)
        } catch {
            console.complain(error.message)
            return false
        }
    }

    /// The cells to begin with; a session that is taken up has begun already.
    private var startup: StartupCells? {
        let isFresh = invocation.load == nil && invocation.resume == nil
        guard isFresh, let path = invocation.settings.startup else { return nil }
        do throws(UsageError) {
            return StartupCells(try CellSource.read(.file(path)).text)
        } catch {
            console.complain(error.message)
            return nil
        }
    }

    private func makeSource(_ history: History, _ session: Session, _ stored: StoredSessions?) -> any LineSource {
        if !invocation.isPlain, let editor = LineEditor(configuration: configuration(history, session, stored)) {
            return editor
        }
        return PlainLineReader()
    }

    private func configuration(
        _ history: History,
        _ session: Session,
        _ stored: StoredSessions?
    ) -> LineEditorConfiguration {
        let commands = MetaCommandCompleter(home: console.variable("HOME"), list: Folder.names)
        let completer = SessionCompleter(session: session, commands: commands, stored: stored, names: names)
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
