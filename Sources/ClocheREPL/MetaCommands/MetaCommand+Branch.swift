import Cloche
import ClocheTerminal

extension MetaCommand {
    /// The row of `:branch [NAME]`.
    static let branch = MetaCommand(
        name: "branch",
        arguments: "[NAME]",
        arity: 0...1,
        summary: "name the line of cells one is on, or go to another",
        details: [
            "A new name is that of the line that the session is on: new cells go on it. A name that is taken is gone to, at the "
                + "end of its line. Without a name, the names are listed."
        ],
        examples: [
            MetaCommandExample(":branch plots", "calls the line 'plots', or goes to its end"),
            MetaCommandExample(":branch", "lists the names"),
        ],
        completion: .branches
    ) { (call) throws(REPLError) in
        guard let name = call.words.first else {
            await list(call)
            return .done
        }
        guard Int(name) == nil else { throw .usage("'\(name)' is the number of a cell; a name has a letter in it") }
        guard PlainText.isPlain(name), !name.isEmpty else { throw .usage("that is no name for a branch") }
        let travel = try await call.ask { session throws(ClocheError) in try await session.setBranch(name) }
        if let travel {
            call.screen.notice("on the branch '\(name)'")
            await CheckpointWords.tell(travel, call)
        } else {
            call.screen.notice("this line of cells is the branch '\(name)' now")
        }
        return .done
    }

    private static func list(_ call: MetaCommandCall) async {
        let current = await call.session.branch
        let ends = await call.session.checkpoints.filter { $0.branch != nil }
        let cells = await call.session.metadata.cells
        let width = ends.compactMap { $0.branch?.count }.max() ?? 0
        let screen = call.screen
        for end in ends {
            let name = PlainText.oneLine(end.branch ?? "")
            let padding = String(repeating: " ", count: max(0, width - name.count))
            let mark = end.branch == current ? "* " : "  "
            let start = "\(mark)\(name)\(padding)  [\(end.number)]  "
            let source = cells.last { $0.number == end.number }?.source ?? ""
            let line = start + FirstLine.of(source, columns: max(8, screen.columns() - 1 - start.count))
            screen.line(end.branch == current ? screen.palette.strong(line) : line)
        }
        if current == nil { screen.notice("this line of cells has no name; ':branch NAME' gives it one") }
    }
}
