import Cloche

extension MetaCommand {
    /// The row of `:save FILE`.
    static let save = MetaCommand(
        name: "save",
        arguments: "FILE",
        arity: 1...1,
        summary: "save the whole session to a file",
        details: ["The file holds everything: variables, functions, running generators, open files, imported modules."],
        examples: [
            MetaCommandExample(
                ":save work.cloche",
                "writes the file; an older one is replaced when the new one is complete"
            ),
            MetaCommandExample(":save 'my work.cloche'", "quotes keep the space"),
        ],
        completion: .paths
    ) { (call) throws(REPLError) in
        let path = call.words[0]
        let report = try await call.ask { session throws(ClocheError) in try await session.save(to: path) }
        for line in SaveText.lines(report) { call.screen.notice(line) }
        return .done
    }
}
