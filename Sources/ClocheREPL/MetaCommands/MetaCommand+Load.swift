import Cloche

extension MetaCommand {
    /// The row of `:load [--rerun] FILE`.
    static let load = MetaCommand(
        name: "load",
        arguments: "[--rerun] FILE",
        arity: 1...2,
        summary: "take up a saved session in place of this one",
        details: [
            "The permissions recorded in the file are shown and not granted: what is granted now stays as it is.",
            "A file that cannot be used leaves the running session untouched.",
            "With --rerun the file's memory is left alone, and its cells run again in a fresh sandbox: for a file of "
                + "another version of cloche. Each is shown with how it ended now and then.",
            "A dill session as langchain-sandbox and AgentChat keep it is taken up too: the pickle with its metadata in "
                + "a .json beside it, or JSON with both. It is unpickled in the sandbox, and what is not there is named.",
        ],
        examples: [
            MetaCommandExample(":load work.cloche", "goes on where ':save work.cloche' was"),
            MetaCommandExample(":load agent.pkl", "takes the variables of a dill session"),
            MetaCommandExample(":load --rerun old.cloche", "runs the cells of the file again, one after the other"),
        ],
        completion: .paths
    ) { (call) throws(REPLError) in
        let (path, isRerun) = try request(call.words)
        if isRerun { return .rerun(path) }
        do throws(ClocheError) {
            let lines = try await call.whileRunning { session throws(ClocheError) in try await session.load(path) }
            for line in lines { call.screen.notice(line) }
            return .done
        } catch {
            let offer = RerunOffer(screen: call.screen, source: call.source)
            guard RerunOffer.isFor(error) else { throw .session(error) }
            return await offer.isAccepted(after: error) ? .rerun(path) : .done
        }
    }

    private static func request(_ words: [String]) throws(REPLError) -> (path: String, isRerun: Bool) {
        guard words[0] == "--rerun" else {
            guard words.count == 1 else {
                throw .usage("':load' does not take '\(words[1])'; usage: \(load.usage)")
            }
            return (words[0], false)
        }
        guard words.count == 2 else { throw .usage("':load' lacks an argument; usage: \(load.usage)") }
        return (words[1], true)
    }
}
