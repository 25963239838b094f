internal import Cloche
internal import ClocheREPL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Installs what a script needs before it runs, and says what it lacks when it has failed.
struct ScriptInstallation: Sendable {
    private let invocation: Invocation
    private let console: Console
    private let names: PackageNames
    private let local: LocalModules
    private let interrupts = Latch<InterruptSwitch>()

    init(_ invocation: Invocation, _ console: Console) {
        self.invocation = invocation
        self.console = console
        names = PackageNames.ofThisMachine
        local = invocation.localModules
    }

    /// Ends the installation that is under way, else does what is for the cell.
    func interrupt(_ cell: @escaping @Sendable () -> Void) {
        guard let interrupts = interrupts.value else { return cell() }
        interrupts.interrupt()
    }

    /// Installs what the command line, the script's own block and, where the user wants it, the script's imports ask for.
    ///
    /// - Throws: `ClocheError` where something that was asked for cannot be installed; what is only imported may be
    ///   missing for other reasons, so that the script runs.
    func prepare(_ cell: CellSource, in session: Session) async throws(ClocheError) {
        interrupts.set(InterruptSwitch(cell: { session.interrupt() }, line: { session.interrupt() }))
        for request in try invocation.installations(script: cell.name == nil ? nil : cell.text) {
            try await install(request, in: session)
        }
        guard invocation.settings.installsAutomatically else { return }
        let finder = AutoInstallation(names: names, local: local)
        guard let (modules, packages) = await finder.missing(in: cell.text, session) else { return }
        console.complain(AutoInstallation.sentence(modules))
        do throws(ClocheError) {
            try await install(
                InstallRequest(requirements: packages, isOffline: invocation.settings.isOffline),
                in: session
            )
        } catch {
            if error.code == .installCancelled { throw error }
            console.complain(error.message)
        }
    }

    /// Says what would bring a module that the cell did not find.
    func advise(_ result: ExecutionResult) {
        guard let missing = MissingModule(result, names: names, local: local) else { return }
        let (sentence, command) = missing.advice(arguments: Array(CommandLine.arguments.dropFirst()))
        console.complain(sentence)
        if let command { console.stderr.write(command + "\n") }
    }

    private func install(_ request: InstallRequest, in session: Session) async throws(ClocheError) {
        guard let interrupts = interrupts.value else { return }
        let isLive = console.isTerminal(STDERR_FILENO) && ![nil, "dumb"].contains(console.variable("TERM"))
        let progress = InstallProgress(
            sink: console.stderr,
            style: isLive && !invocation.isPlain ? .live : .quietLines,
            prefix: "cloche: ",
            palette: console.palette(STDERR_FILENO, invocation.settings.colors),
            columns: { [console] in console.size.columns }
        )
        _ = try await Installation(session, interrupts, progress).run(request)
    }
}
