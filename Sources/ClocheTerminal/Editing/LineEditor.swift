#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads cells from the terminal: many lines, history, highlighting, completion.
///
/// Its work is done on a thread of its own, which a read blocks. While no read is under way, Ctrl-C and Ctrl-Z reach the
/// process as SIGINT and SIGTSTP, and what is typed is kept for the next read; handle SIGINT with `SignalCenter`.
package actor LineEditor: LineSource {
    /// Signals from outside that end the process, after the terminal is put back.
    static let deadlySignals = [SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU]

    private let executor = ThreadExecutor()
    private let terminal: Terminal
    private let mailbox: Mailbox
    private let configuration: LineEditorConfiguration
    private var preferences: EditorPreferences
    private var reader: CellReader?
    private var isRestored = false

    /// Makes an editor; does no more than look at the terminal until the first read.
    ///
    /// - Returns: nil when the standard input or output is no terminal, or one that cannot move its cursor.
    package init?(configuration: LineEditorConfiguration = LineEditorConfiguration()) {
        guard Terminal.isUsable else { return nil }
        self.configuration = configuration
        preferences = configuration.preferences
        terminal = Terminal()
        mailbox = Mailbox(terminal: terminal)
        Self.handleSignals(terminal: terminal, mailbox: mailbox)
    }

    nonisolated package var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package func readCell(prompt: Prompt, text: String) -> LineResult {
        open()?.read(.cell, prompt: prompt, text: text) ?? .endOfFile
    }

    package func readLine(prompt: String, hidden: Bool) -> LineResult {
        open()?.read(.answer(isHidden: hidden), prompt: Prompt(first: prompt)) ?? .endOfFile
    }

    package func lend(_ work: @Sendable () -> Int32) -> Int32 {
        var status: Int32 = 0
        terminal.restoring { status = work() }
        return status
    }

    nonisolated package var isPlain: Bool { false }

    package func apply(_ preferences: EditorPreferences) {
        let hasOtherKeys = preferences.keymap != self.preferences.keymap
        self.preferences = preferences
        reader?.preferences = preferences
        // libedit keeps bindings of the keymap before, so it begins anew.
        if hasOtherKeys { reader?.chooseKeymap() }
    }

    /// What the keys do, those that `~/.editrc` binds too.
    package func keys() -> [KeyDescription] { open()?.line.descriptions ?? [] }

    nonisolated package func printAbove(_ text: String) {
        mailbox.post(.print(text))
    }

    nonisolated package func cancel() {
        mailbox.post(.cancel)
    }

    nonisolated package func restoreTerminal() {
        terminal.restore()
    }

    nonisolated package func close() async {
        mailbox.close()
        await restore()
    }

    private func restore() {
        reader = nil
        isRestored = true
        terminal.restore()
        for signal in [SIGWINCH, SIGTSTP, SIGCONT] + Self.deadlySignals { SignalCenter.shared.restore(signal) }
    }

    /// Opens libedit at the first read, on the thread that will use it.
    private func open() -> CellReader? {
        guard !isRestored else { return nil }
        if reader == nil {
            // What is typed from now on shows up in the cell, not before it.
            terminal.enterRunningMode()
            reader = CellReader(
                terminal: terminal,
                mailbox: mailbox,
                configuration: configuration,
                preferences: preferences
            )
        }
        return reader
    }

    private static func handleSignals(terminal: Terminal, mailbox: Mailbox) {
        let center = SignalCenter.shared
        center.handle(SIGWINCH) { mailbox.post(.resized) }
        center.handle(SIGTSTP) {
            terminal.restoring { center.raiseDefault(SIGTSTP) }
            // Where nobody could let it go on, as in a group of processes without a shell, it did not stop.
            mailbox.post(.resumed)
        }
        // After a SIGSTOP nothing was put back.
        center.handle(SIGCONT) {
            terminal.takeBack()
            mailbox.post(.resumed)
        }
        for signal in deadlySignals {
            center.handle(signal) {
                terminal.restore()
                center.raiseDefault(signal)
            }
        }
    }
}
