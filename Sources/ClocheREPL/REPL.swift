package import Cloche
package import ClocheTerminal

/// Reads cells, runs them in a session, shows what they do.
package struct REPL {
    private let session: any LiveSession
    private let source: any LineSource
    private let interrupts: InterruptSwitch
    private let size: @Sendable () -> TerminalSize
    private let home: String?
    private let isColored: @Sendable (ColorChoice) -> Bool
    private let history: History
    private let stored: StoredSessions?
    private let names: PackageNames
    private let local: LocalModules

    /// How long an interrupted question waits for its cell to stop.
    private static let patience = Duration.seconds(5)

    private var settings: Settings
    private var screen: Screen
    private var lastCell: String?
    private var lastBlocked: [Permission] = []
    private var lastMissing: String?
    private var nextCell = 1
    /// The entries of the history that cells have, by the cell's number.
    private var entries: [Int: Int] = [:]
    /// What the next cell begins with.
    private var draft = ""

    /// Makes a REPL.
    ///
    /// - Parameters:
    ///   - session: The session; the REPL starts it and does not close it.
    ///   - source: Where the cells come from and everything is shown.
    ///   - settings: What the user chose.
    ///   - isColored: Whether a choice of colours means colours on this terminal.
    ///   - interrupts: Is told when a cell runs.
    ///   - home: The folder that `~` stands for in meta-commands.
    ///   - history: Gets the cells as they are run; the line source reads it.
    ///   - stored: The sessions of earlier runs; nil where none are kept.
    ///   - names: The packages that are known here.
    ///   - local: The user's own modules.
    ///   - size: Asks for the terminal's size.
    package init(
        session: any LiveSession,
        source: any LineSource,
        settings: Settings = Settings(),
        isColored: @escaping @Sendable (ColorChoice) -> Bool = { $0 == .on },
        interrupts: InterruptSwitch,
        home: String?,
        history: History = History(),
        stored: StoredSessions? = nil,
        names: PackageNames = .none,
        local: LocalModules = .none,
        size: @escaping @Sendable () -> TerminalSize
    ) {
        self.session = session
        self.source = source
        self.interrupts = interrupts
        self.home = home
        self.history = history
        self.stored = stored
        self.names = names
        self.local = local
        self.size = size
        self.settings = settings
        self.isColored = isColored
        screen = Screen(
            sink: LineSourceSink(source),
            palette: Palette(isEnabled: isColored(settings.colors)),
            columns: { size().columns }
        )
    }

    /// Says what this is.
    package func greet() {
        let greeting = "cloche \(clocheVersion): Python in a sandbox; ':help' helps, Ctrl-D leaves"
        for line in TextWrap.wrap(greeting, width: screen.columns() - 1) { screen.notice(line) }
    }

    /// Runs until the user leaves.
    ///
    /// The sandbox boots while the user reads the prompt and types; when it cannot, that is told above the prompt.
    package mutating func run(startup: StartupCells? = nil) async {
        let boot = Task { [session, screen, history] in
            async let read: Void = history.refresh()
            do throws(ClocheError) {
                try await session.start()
            } catch {
                Self.report(error, on: screen)
            }
            await read
        }
        await apply(settings)
        for cell in startup?.cells ?? [] { await runCell(cell, isTyped: false) }
        while await step() {}
        boot.cancel()
    }

    /// Begins with a saved session, and shows what it holds.
    ///
    /// - Parameters:
    ///   - path: Where the session file is.
    ///   - isRerun: Whether its cells run again, in place of its memory.
    /// - Returns: False where it cannot be loaded, which was told already.
    /// - Throws: `ClocheError` where the session cannot begin with it.
    package mutating func load(_ path: String, isRerun: Bool = false) async throws(ClocheError) -> Bool {
        if isRerun {
            try await rerun(path)
            return true
        }
        do throws(ClocheError) {
            interrupts.setCellRunning(true)
            defer { interrupts.setCellRunning(false) }
            for line in try await session.load(path) { screen.notice(line) }
        } catch {
            guard RerunOffer.isFor(error) else { throw error }
            guard await RerunOffer(screen: screen, source: source).isAccepted(after: error) else { return false }
            try await rerun(path)
        }
        await updateNumber()
        return true
    }

    /// Begins anew with the cells of a session file, and shows how each ends.
    private mutating func rerun(_ path: String) async throws(ClocheError) {
        interrupts.setCellRunning(true)
        defer { interrupts.setCellRunning(false) }
        let table = RerunTable(width: screen.columns() - 1, palette: screen.palette)
        screen.line(table.head)
        let report = try await session.rerun(
            from: path,
            input: { [source, session] in await Self.answer($0, source, session) },
            ended: { [screen] in for line in table.lines($0) { screen.line(line) } }
        )
        screen.notice(RerunText.summary(report))
        let granted = await session.permissions
        for line in SaveText.lines(notGranted: report.recorded.permissions, granted: granted) { screen.notice(line) }
        await updateNumber()
    }

    /// Begins with a session of an earlier run: that of an identifier, or one that did not end well.
    ///
    /// - Returns: False where the user chose none.
    /// - Throws: `REPLError` where there is none, or where it cannot be taken up.
    package mutating func resume(_ id: String?, among stored: StoredSessions) async throws(REPLError) -> Bool {
        let resumption = SessionResumption(session: session, stored: stored, source: source, screen: screen, size: size)
        guard let draft = try await resumption.resume(id) else { return false }
        self.draft = draft
        await updateNumber()
        return true
    }

    /// Says so where the last session did not end well.
    package func hint() {
        guard let session = stored?.cutOff else { return }
        for line in ResumeText.hint(session, width: screen.columns()) { screen.notice(line) }
    }

    /// Reads and does one thing; false to leave.
    private mutating func step() async -> Bool {
        let permissions = await session.permissions
        let prompt = PromptText.make(
            settings.prompt,
            cell: nextCell,
            permissions: permissions,
            columns: size().columns,
            palette: screen.palette
        )
        let text = draft
        draft = ""
        switch await source.readCell(
            prompt: Prompt(first: prompt.first, continuation: prompt.continuation),
            text: text
        ) {
        case .interrupted: return true
        case .endOfFile: return false
        case .cell(let text):
            let goesOn = await handle(text)
            // What others ran meanwhile is there at the next prompt.
            history.refresh()
            return goesOn
        }
    }

    private mutating func handle(_ text: String) async -> Bool {
        let line = String(PlainText.trimmed(text[...]))
        if line.isEmpty { return true }
        if ["exit", "quit", "exit()", "quit()"].contains(line) { return false }
        if let command = PipLine.command(for: line) {
            let hint = "packages are installed by ':install'; it is at the prompt, and Enter runs it"
            for line in screen.wrapped(hint) { screen.line(line) }
            draft = command
            return true
        }
        guard let command = Self.command(line) else {
            await runCell(text)
            return true
        }
        switch await obey(command, typed: text) {
        case .done: break
        case .leave: return false
        case .execute(let source): await runCell(source)
        case .prefill(let text): draft = text
        case .configure(let settings): await apply(settings)
        case .rerun(let path):
            do throws(ClocheError) { try await rerun(path) } catch { Self.report(error, on: screen) }
        }
        return true
    }

    /// The meta-command that a cell is, or that it stands for.
    private static func command(_ line: String) -> String? {
        if MetaCommandTable.claims(line) { return line }
        return HelpRequest(line).map { ":inspect \($0.name)" + ($0.wantsSource ? "??" : "?") }
    }

    /// Writes a cell into the history before it runs, with names in the place of secrets.
    ///
    /// - Returns: What the history wants to know when it has ended.
    private func record(_ cell: String) async -> Int? {
        let (id, failure) = history.begin(await session.mask.masked(cell))
        if let failure { screen.failure(PlainText.oneLine(failure)) }
        return id
    }

    private mutating func obey(_ line: String, typed text: String) async -> MetaCommandOutcome {
        // Whoever leaves with `exit` does not want to find that either.
        let id = line == ":quit" ? nil : await record(text)
        let outcome: MetaCommandOutcome
        do throws(REPLError) {
            let (row, words) = try MetaCommandTable.parse(line, home: home)
            outcome = try await row.run(call(words))
            // The numbers are those of another session's cells now.
            if [MetaCommand.load, .resume, .reset].contains(where: { $0.name == row.name }) { self.entries = [:] }
            if let id { history.end(id, outcome: "command") }
        } catch {
            screen.failure(error)
            outcome = .done
            if let id { history.end(id, outcome: "error") }
        }
        await updateNumber()
        return outcome
    }

    private func call(_ words: [String]) -> MetaCommandCall {
        MetaCommandCall(
            words: words,
            session: session,
            screen: screen,
            lastCell: lastCell,
            lastBlocked: lastBlocked,
            lastMissing: lastMissing,
            history: history,
            entries: entries,
            settings: settings,
            stored: stored,
            size: size,
            source: source,
            interrupts: interrupts
        )
    }

    /// Installs packages, and says what came of it.
    ///
    /// - Returns: False where the user ended it.
    @discardableResult
    package func install(_ request: InstallRequest) async -> Bool {
        do throws(REPLError) {
            let report = try await call([]).install(request)
            for line in PackageText.lines(report).flatMap(screen.wrapped) { screen.line(line) }
            return true
        } catch {
            screen.failure(error)
            return error.cause != .installCancelled
        }
    }

    /// Installs what a cell imports and the session lacks, where the user wants that.
    ///
    /// - Returns: False where the cell shall not run.
    private func installMissing(in cell: String) async -> Bool {
        guard settings.installsAutomatically else { return true }
        let finder = AutoInstallation(names: names, local: local)
        guard let (modules, packages) = await finder.missing(in: cell, session) else { return true }
        for line in screen.wrapped(AutoInstallation.sentence(modules)) { screen.line(line) }
        if await install(InstallRequest(requirements: packages, isOffline: settings.isOffline)) { return true }
        screen.notice("the cell was not run; ':retry' runs it")
        return false
    }

    /// Goes by other settings from now on.
    private mutating func apply(_ settings: Settings) async {
        self.settings = settings
        history.isOn = settings.keepsHistory
        history.maximumCells = settings.historySize
        let size = size
        let palette = Palette(isEnabled: isColored(settings.colors))
        screen = Screen(sink: LineSourceSink(source), palette: palette, columns: { size().columns })
        await source.apply(settings.preferences(isColored: palette.isEnabled))
    }

    private mutating func runCell(_ source: String, isTyped: Bool = true) async {
        lastCell = source
        lastBlocked = []
        lastMissing = nil
        let id = isTyped ? await record(source) : nil
        guard await installMissing(in: source) else {
            if let id { history.end(id, outcome: "interrupted") }
            return
        }
        let renderer = TerminalRenderer(sink: LineSourceSink(self.source), palette: screen.palette)
        interrupts.setCellRunning(true)
        defer { interrupts.setCellRunning(false) }
        do throws(ClocheError) {
            let result = try await session.execute(
                CellIndentation.removed(from: source),
                name: nil,
                display: true,
                timeout: nil,
                size: size(),
                input: { [source = self.source, session] request in
                    defer { renderer.lineEnded() }
                    return await Self.answer(request, source, session)
                },
                output: renderer.show
            )
            renderer.finish(result)
            if let id {
                history.end(id, outcome: result.status.rawValue)
                entries[result.cell] = id
            }
            lastBlocked = result.blocked
            show(MissingModule(result, names: names, local: local))
            await session.settle()
            // A cell that was stopped while the sandbox booted leaves its number to the next one.
            await updateNumber()
        } catch {
            if let id { history.end(id, outcome: "error") }
            Self.report(error, on: screen)
        }
    }

    /// Says what would bring a module that a cell did not find.
    private mutating func show(_ missing: MissingModule?) {
        guard let missing else { return }
        lastMissing = missing.name
        for line in screen.wrapped(missing.advice.sentence) { screen.line(line) }
        if let command = missing.advice.command { screen.notice(PlainText.line(command)) }
    }

    /// Shows what went wrong; a session is closed under the REPL only when the program is ending anyway.
    private static func report(_ error: ClocheError, on screen: Screen) {
        guard error.code != .sessionClosed else { return }
        screen.failure(PlainText.oneLine(error.message))
    }

    /// Asks the user for a line; Ctrl-C interrupts the cell that asked, and a cell that is stopped stops asking.
    private static func answer(
        _ request: InputRequest,
        _ source: any LineSource,
        _ session: any LiveSession
    ) async -> String? {
        let prompt = TextSanitizer.sanitize(request.prompt)
        let answer = await withTaskCancellationHandler {
            await source.readLine(prompt: prompt, hidden: request.hidden)
        } onCancel: {
            source.cancel()
        }
        switch answer {
        case .cell(let text): return text
        case .endOfFile: return nil
        case .interrupted:
            session.interrupt()
            // An answer now would be taken before the interrupt; the session cancels the question when the cell stops.
            try? await Task.sleep(for: patience)
            return nil
        }
    }

    private mutating func updateNumber() async {
        nextCell = await session.nextCell
    }
}
