import Cloche

extension MetaCommand {
    /// The row of `:uninstall NAME...`.
    static let uninstall = MetaCommand(
        name: "uninstall",
        arguments: "NAME...",
        arity: 1...Int.max,
        summary: "take packages away again",
        details: [
            "What came with a package and nothing else needs goes with it. What cells have imported stays in memory.",
            "The files stay in the cache, so that another ':install' takes no time.",
        ],
        examples: [MetaCommandExample(":uninstall numpy", "numpy can no longer be imported")],
        completion: .installed
    ) { (call) throws(REPLError) in
        let installed = await call.session.packages.map(\.locked.name)
        let names = call.words.map(PackageNames.normalized)
        for (name, word) in zip(names, call.words) where !installed.contains(name) {
            let guess = Suggestion.nearest(to: name, in: installed).map { "did you mean '\($0)'?" }
            let hint = guess ?? "':packages' lists what is"
            throw .usage("'\(PlainText.oneLine(word))' is not installed; \(hint)")
        }
        let gone = try await call.ask { session throws(ClocheError) in try await session.uninstall(names) }
        for line in PackageText.lines(uninstalled: gone).flatMap(call.screen.wrapped) { call.screen.line(line) }
        return .done
    }
}
