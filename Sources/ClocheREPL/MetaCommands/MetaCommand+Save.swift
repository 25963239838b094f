import Cloche

extension MetaCommand {
    /// The row of `:save FILE`.
    static let save = MetaCommand(
        name: "save",
        arguments: "FILE",
        arity: 1...1,
        summary: "save the whole session to a file",
        details: [
            "The file holds everything: variables, functions, running generators, open files, imported modules.",
            "A name that ends in .pkl gets a dill session for other tools instead: the variables, with metadata in a "
                + ".json beside it. What it leaves out is named.",
        ],
        examples: [
            MetaCommandExample(
                ":save work.cloche",
                "writes the file; an older one is replaced when the new one is complete"
            ),
            MetaCommandExample(":save agent.pkl", "writes agent.pkl and agent.json"),
            MetaCommandExample(":save 'my work.cloche'", "quotes keep the space"),
        ],
        completion: .paths
    ) { (call) throws(REPLError) in
        let path = call.words[0]
        do throws(ClocheError) {
            let lines = try await call.whileRunning { session throws(ClocheError) in try await session.store(path) }
            for line in lines { call.screen.notice(line) }
            return .done
        } catch {
            throw .session(error)
        }
    }
}
