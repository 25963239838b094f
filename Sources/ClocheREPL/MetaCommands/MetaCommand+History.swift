import Cloche
import ClocheTerminal

extension MetaCommand {
    /// The row of `:history [-n N] [TEXT]`.
    static let history = MetaCommand(
        name: "history",
        arguments: "[-n N] [TEXT|off|on]",
        arity: 0...1,
        takesText: true,
        summary: "list earlier cells, or stop keeping them",
        details: [
            "Lists the newest cells that contain the text: how many cells back, when, the first line, how it ended "
                + "where that was not well, and whether it is undone. Capital letters count when the text has one.",
            "'off' keeps cells out of the history until 'on', as ':set history' does, and a space before a cell keeps that "
                + "one out. To look for these words, put '--' before them.",
        ],
        examples: [
            MetaCommandExample(":history", "lists the last 20 cells"),
            MetaCommandExample(":history import", "lists the last 20 that contain 'import'"),
            MetaCommandExample(":history -n 100", "lists the last 100"),
            MetaCommandExample(":history off", "keeps no cell from now on"),
            MetaCommandExample(":history -- off", "lists cells that contain 'off'"),
        ],
        completion: .words(["-n ", "off", "on"])
    ) { (call) throws(REPLError) in
        switch call.words.first {
        case let word? where word == "off" || word == "on":
            var settings = call.settings
            try settings.set("history", to: word, from: .session)
            call.screen.notice(
                settings.keepsHistory
                    ? "cells are kept in the history"
                    : "cells are not kept in the history; ':history on' keeps them again"
            )
            return .configure(settings)
        case let text:
            await list(try HistoryRequest(parsing: text ?? ""), call)
            return .done
        }
    }

    private static func list(_ request: HistoryRequest, _ call: MetaCommandCall) async {
        let screen = call.screen
        let entries = request.select(from: call.history.entries)
        guard !entries.isEmpty else {
            return screen.notice(request.text.isEmpty ? "the history is empty" : "no cell contains '\(request.text)'")
        }
        let undone = Set(await call.session.metadata.cells.filter(\.isUndone).compactMap { call.entries[$0.number] })
        let lines = HistoryTable.lines(
            entries,
            now: call.history.currentTime,
            width: screen.columns() - 1,
            palette: screen.palette,
            isUndone: { call.history.isOwn($0) && $0.number.map(undone.contains) == true }
        )
        await call.page(lines)
    }
}
