import Cloche

extension MetaCommand {
    /// The row of `:redo [N]`.
    static let redo = MetaCommand(
        name: "redo",
        arguments: "[N]",
        arity: 0...1,
        summary: "bring back what was undone",
        details: [
            "The cells are not run again: the session is as they left it. Of several branches it is the one that was left last."
        ],
        examples: [
            MetaCommandExample(":redo", "goes forward by one cell"),
            MetaCommandExample(":redo 3", "goes forward by three"),
        ]
    ) { (call) throws(REPLError) in
        let count = try CheckpointWords.count(call.words)
        let travel = try await call.ask { session throws(ClocheError) in try await session.redo(count) }
        await CheckpointWords.tell(travel, call)
        return .done
    }
}
