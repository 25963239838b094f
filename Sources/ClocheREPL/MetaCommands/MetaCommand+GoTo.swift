import Cloche

extension MetaCommand {
    /// The row of `:goto N`.
    static let goTo = MetaCommand(
        name: "goto",
        arguments: "N|NAME",
        arity: 1...1,
        summary: "go to the state after cell N, or to the end of a branch",
        details: ["0 is the start. ':checkpoints' lists the states that are kept."],
        examples: [
            MetaCommandExample(":goto 3", "goes to where the session was after cell 3, on whatever branch that is"),
            MetaCommandExample(":goto 0", "goes to the start; ':redo' comes back"),
        ],
        completion: .checkpoints
    ) { (call) throws(REPLError) in
        let number = try await CheckpointWords.number(call.words[0], call.session)
        let travel = try await call.ask { session throws(ClocheError) in try await session.goTo(number) }
        await CheckpointWords.tell(travel, call)
        return .done
    }
}
