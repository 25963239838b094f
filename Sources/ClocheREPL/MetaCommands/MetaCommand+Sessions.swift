import Cloche

extension MetaCommand {
    /// The row of `:sessions`.
    static let sessions = MetaCommand(
        name: "sessions",
        summary: "list the sessions that are kept, and can be taken up",
        details: [
            "The newest is the first. 'cut off' are those that did not end well: cloche was killed, the terminal went away, the "
                + "machine went down. 'open' are those of other terminals.",
            "Every session at a prompt is kept as it runs, unless the setting 'sessions' is off; the oldest go when all "
                + "together are more than the setting 'checkpoint-bytes'.",
        ],
        examples: [MetaCommandExample(":sessions", "lists them; ':resume ID' takes one up")]
    ) { (call) throws(REPLError) in
        let stored = try CheckpointWords.stored(call)
        let sessions = try await call.ask { _ throws(ClocheError) in try stored.list() }
        let screen = call.screen
        guard !sessions.isEmpty else {
            screen.notice("no session is kept yet")
            return .done
        }
        let own = await call.session.storedID
        let lines = SessionTable.lines(sessions, own: own, width: screen.columns() - 1, palette: screen.palette)
        await call.page(lines + screen.wrapped("':resume ID' takes one up; the beginning of the ID is enough"))
        return .done
    }
}
