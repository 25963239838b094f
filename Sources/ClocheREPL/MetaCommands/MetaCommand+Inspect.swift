import Cloche

extension MetaCommand {
    /// The row of `:inspect NAME`.
    static let inspect = MetaCommand(
        name: "inspect",
        arguments: "NAME",
        arity: 1...1,
        summary: "show what a name is: signature, file, documentation",
        details: [
            "A cell 'NAME?' does the same; ':inspect NAME??' and a cell 'NAME??' show the source.",
            "No code of the session is run for it, so what only a property could tell is not known.",
        ],
        examples: [
            MetaCommandExample(":inspect json.dumps", "shows what json.dumps takes and does"),
            MetaCommandExample(":inspect best??", "shows the source of the function best"),
        ],
        completion: .sessionName
    ) { (call) throws(REPLError) in
        let word = call.words[0]
        guard let request = HelpRequest(word) ?? HelpRequest(word + "?") else {
            throw .usage("'\(PlainText.oneLine(word))' is no name; names of attributes have dots, such as json.dumps")
        }
        let found = try await call.ask { session throws(ClocheError) in
            try await session.inspect(request.name, source: request.wantsSource)
        }
        guard let found else { throw .usage(InspectionText.absence(of: request.name)) }
        let width = call.screen.columns() - 1
        let lines = InspectionText.lines(found, source: request.wantsSource, width: width, palette: call.screen.palette)
        await call.page(lines)
        return .done
    }
}
