import Cloche

extension MetaCommand {
    /// The row of `:save [--with-packages] FILE`.
    static let save = MetaCommand(
        name: "save",
        arguments: "[--with-packages] FILE",
        arity: 1...2,
        summary: "save the whole session to a file",
        details: [
            "The file holds everything: variables, functions, running generators, open files, imported modules.",
            "Of the packages it names the files by their hash; with --with-packages it has the files themselves, for a machine "
                + "that cannot get them.",
            "A name that ends in .pkl gets a dill session for other tools instead: the variables, with metadata in a "
                + ".json beside it. What it leaves out is named.",
        ],
        examples: [
            MetaCommandExample(
                ":save work.cloche",
                "writes the file; an older one is replaced when the new one is complete"
            ),
            MetaCommandExample(":save --with-packages work.cloche", "the file has the packages in it, too"),
            MetaCommandExample(":save agent.pkl", "writes agent.pkl and agent.json"),
            MetaCommandExample(":save 'my work.cloche'", "quotes keep the space"),
        ],
        completion: .savePaths
    ) { (call) throws(REPLError) in
        let (path, withPackages) = try request(call.words)
        do throws(ClocheError) {
            let lines = try await call.whileRunning { session throws(ClocheError) in
                try await session.store(path, withPackages: withPackages)
            }
            for line in lines { call.screen.notice(line) }
            return .done
        } catch {
            throw .session(error)
        }
    }
    private static func request(_ words: [String]) throws(REPLError) -> (path: String, withPackages: Bool) {
        let option = "--with-packages"
        let paths = words.filter { $0 != option }
        guard paths.count <= 1 else { throw .usage("':save' does not take '\(paths[1])'; usage: \(save.usage)") }
        guard let path = paths.first else { throw .usage("':save' lacks the path of a file; usage: \(save.usage)") }
        guard paths.count == words.count || !SessionPickle.isPickle(name: path) else {
            throw .usage("a pickle holds no packages; '\(option)' goes with a session file")
        }
        return (path, paths.count < words.count)
    }
}
