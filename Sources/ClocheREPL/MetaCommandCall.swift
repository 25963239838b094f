import Cloche
import ClocheTerminal

/// A meta-command that was typed: its words, and what it can reach.
struct MetaCommandCall: Sendable {
    /// The words after the name.
    let words: [String]
    /// The session it works on.
    let session: any LiveSession
    /// Where it says what it did.
    let screen: Screen
    /// The source of the last cell that was run, which `:retry` runs again.
    let lastCell: String?
    /// What the last cell lacked.
    let lastBlocked: [Permission]
    /// The module that the last cell lacked.
    let lastMissing: String?
    /// The cells of this run and of others.
    let history: History
    /// The entries of the history that cells of this run have, by the cell's number.
    let entries: [Int: Int]
    /// What the user chose.
    let settings: Settings
    /// The sessions of earlier runs; nil where none are kept.
    let stored: StoredSessions?
    /// Asks for the terminal's size.
    let size: @Sendable () -> TerminalSize
    /// Where the terminal is to be had for another program.
    let source: any LineSource

    /// What Ctrl-C is for.
    let interrupts: InterruptSwitch

    /// Installs packages, and shows how far it is; Ctrl-C ends it.
    func install(_ request: InstallRequest) async throws(REPLError) -> InstallReport {
        let progress = InstallProgress(
            sink: LineSourceSink(source),
            style: source.isPlain ? .lines : .live,
            palette: screen.palette,
            columns: screen.columns
        )
        do throws(ClocheError) {
            return try await Installation(session, interrupts, progress).run(request)
        } catch {
            throw REPLError.session(error)
        }
    }

    /// Shows lines: in the pager where they are more than the window holds, else as they are.
    func page(_ lines: [String]) async {
        await PagedOutput(screen: screen, source: source, choice: settings.pager).show(lines)
    }

    /// Does something with the session that Ctrl-C stops as it stops a cell.
    func whileRunning<Value: Sendable>(
        _ work: (any LiveSession) async throws(ClocheError) -> Value
    ) async throws(ClocheError) -> Value {
        interrupts.setCellRunning(true)
        defer { interrupts.setCellRunning(false) }
        return try await work(session)
    }

    /// Does something with the session, turning its error into ours.
    func ask<Value: Sendable>(
        _ work: (any LiveSession) async throws(ClocheError) -> Value
    ) async throws(REPLError) -> Value {
        do {
            return try await work(session)
        } catch {
            throw REPLError.session(error)
        }
    }
}
