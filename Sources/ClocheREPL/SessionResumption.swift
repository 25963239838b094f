internal import Cloche
internal import ClocheTerminal

/// Takes up a stored session: chooses it, asks the user where there are several, and shows what it was.
struct SessionResumption {
    /// How many sessions a list to choose from has at most.
    private static let mostChoices = 9

    let session: any LiveSession
    let stored: StoredSessions
    let source: any LineSource
    let screen: Screen
    let size: @Sendable () -> TerminalSize

    /// Takes up the session of an identifier, or one that did not end well.
    ///
    /// - Returns: What the next cell begins with: the one that was running when the session ended; nil where none was taken up.
    /// - Throws: `REPLError` where there is none, or where it cannot be taken up.
    func resume(_ id: String?) async throws(REPLError) -> String? {
        let sessions: [StoredSession]
        do throws(ClocheError) {
            sessions = try stored.list()
        } catch {
            throw .session(error)
        }
        guard let chosen = try await choose(try ResumeChoice(id, among: sessions)) else { return nil }
        return try await take(chosen)
    }

    private func choose(_ choice: ResumeChoice) async throws(REPLError) -> StoredSession? {
        switch choice {
        case .one(let session): return session
        case .none(let ended):
            throw .usage(ResumeText.nothing(ended: ended) { "':resume \($0)'" })
        case .several(let sessions): return try await ask(Array(sessions.prefix(Self.mostChoices)), of: sessions.count)
        }
    }

    private func ask(_ sessions: [StoredSession], of count: Int) async throws(REPLError) -> StoredSession? {
        for line in screen.wrapped("\(count) sessions were cut off; the newest is the first") { screen.line(line) }
        let width = screen.columns() - 1
        for line in SessionTable.lines(sessions, isNumbered: true, width: width, palette: screen.palette) {
            screen.line(line)
        }
        if sessions.count < count { screen.notice("':sessions' lists the others") }
        while case .cell(let answer) = await source.readLine(prompt: "which one? [1] ", hidden: false) {
            do throws(REPLError) {
                return try ResumeChoice.read(answer, among: sessions)
            } catch {
                screen.failure(error.message)
            }
        }
        return nil
    }

    private func take(_ chosen: StoredSession) async throws(REPLError) -> String {
        let resumed: ResumedSession
        do throws(ClocheError) {
            resumed = try await session.resume(chosen.id)
        } catch {
            throw .session(error)
        }
        let size = size()
        let granted = await session.permissions
        let notices = ResumeText.lines(chosen.id, resumed, granted: granted, width: size.columns)
        let draft = resumed.interrupted?.source ?? ""
        // What follows the transcript is on the screen with it.
        let taken = notices.count + draft.split(separator: "\n", omittingEmptySubsequences: false).count
        let cells = resumed.transcript.filter { !$0.cell.isUndone }
        let rows = max(1, size.rows - taken - 1)
        for line in TranscriptText.lines(cells, columns: size.columns, rows: rows, palette: screen.palette) {
            screen.line(line)
        }
        for line in notices { screen.notice(line) }
        return draft
    }
}
