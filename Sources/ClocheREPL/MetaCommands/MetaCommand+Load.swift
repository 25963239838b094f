import Cloche

extension MetaCommand {
    /// The row of `:load FILE`.
    static let load = MetaCommand(
        name: "load",
        arguments: "FILE",
        arity: 1...1,
        summary: "take up a saved session in place of this one",
        details: [
            "The permissions recorded in the file are shown and not granted: what is granted now stays as it is.",
            "A file that cannot be used leaves the running session untouched.",
        ],
        examples: [MetaCommandExample(":load work.cloche", "goes on where ':save work.cloche' was")],
        completion: .paths
    ) { (call) throws(REPLError) in
        let path = call.words[0]
        let recorded = try await call.ask { session throws(ClocheError) in try await session.restore(from: path) }
        let granted = await call.session.permissions
        for line in SaveText.lines(loaded: path, recorded, granted: granted) { call.screen.notice(line) }
        return .done
    }
}
