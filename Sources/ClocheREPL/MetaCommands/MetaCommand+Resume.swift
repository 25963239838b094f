import Cloche

extension MetaCommand {
    /// The row of `:resume [ID]`.
    static let resume = MetaCommand(
        name: "resume",
        arguments: "[ID]",
        arity: 0...1,
        summary: "take up a session that was cut off, in place of this one",
        details: [
            "The session is as it was after its last cell that had ended. A cell that was running is put at the prompt, and "
                + "not run. Recorded permissions are shown and not granted.",
            "Without an ID: the session that was cut off, or a list to choose from. ':sessions' has the IDs.",
        ],
        examples: [
            MetaCommandExample(":resume", "takes up the session that was cut off"),
            MetaCommandExample(":resume 20261121", "takes up the one whose ID begins like this"),
        ],
        completion: .sessions
    ) { (call) throws(REPLError) in
        let resumption = SessionResumption(
            session: call.session,
            stored: try CheckpointWords.stored(call),
            source: call.source,
            screen: call.screen,
            size: call.size
        )
        guard let draft = try await resumption.resume(call.words.first) else { return .done }
        return draft.isEmpty ? .done : .prefill(draft)
    }
}
