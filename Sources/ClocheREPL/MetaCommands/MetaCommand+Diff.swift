import Cloche

extension MetaCommand {
    /// The row of `:diff [A [B]]`.
    static let diff = MetaCommand(
        name: "diff",
        arguments: "[A [B]]",
        arity: 0...2,
        summary: "show how the variables of two states differ",
        details: [
            "A and B are numbers of cells or names of branches, as ':checkpoints' lists them. Without B, the state that the "
                + "session is in; without A too, the one before it."
        ],
        examples: [
            MetaCommandExample(":diff 3 7", "shows what came (+), went (-) or changed from cell 3 to cell 7"),
            MetaCommandExample(":diff", "shows what the last cell changed"),
        ],
        completion: .checkpoints
    ) { (call) throws(REPLError) in
        let (from, to) = try await places(call)
        let difference = try await call.ask { session throws(ClocheError) in
            try await session.difference(from: from, to: to)
        }
        let screen = call.screen
        let lines = DifferenceTable.lines(difference, width: screen.columns() - 1, palette: screen.palette)
        await call.page(screen.wrapped(DifferenceTable.summary(difference)) + lines)
        return .done
    }

    private static func places(_ call: MetaCommandCall) async throws(REPLError) -> (from: Int, to: Int) {
        let position = await call.session.position
        guard let first = call.words.first else {
            let parent = await call.session.checkpoints.first { $0.number == position }?.parent
            guard let parent else { throw .usage("there is no state before this one; ':diff A B' compares two") }
            return (parent, position)
        }
        let from = try await CheckpointWords.number(first, call.session)
        guard call.words.count > 1 else { return (from, position) }
        return (from, try await CheckpointWords.number(call.words[1], call.session))
    }
}
