import Cloche

extension MetaCommand {
    /// The row of `:undo [N]`.
    static let undo = MetaCommand(
        name: "undo",
        arguments: "[N]",
        arity: 0...1,
        summary: "take back the last cell, or the last N",
        details: [
            "All that the cells did in the sandbox goes: variables, imports, files that they wrote in it. What they did outside "
                + "of it stays as it is: files in folders that you granted, what went over the network, commands; "
                + "it is named.",
            "Nothing is thrown away: ':redo' brings the cells back, and a new cell begins a branch beside them.",
        ],
        examples: [
            MetaCommandExample(":undo", "goes back to before the last cell"),
            MetaCommandExample(":undo 3", "goes back by three cells"),
        ]
    ) { (call) throws(REPLError) in
        let count = try CheckpointWords.count(call.words)
        let travel = try await call.ask { session throws(ClocheError) in try await session.undo(count) }
        await CheckpointWords.tell(travel, call)
        return .done
    }
}
