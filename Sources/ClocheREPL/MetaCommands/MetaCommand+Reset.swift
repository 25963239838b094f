import Cloche

extension MetaCommand {
    /// The row of `:reset`.
    static let reset = MetaCommand(
        name: "reset",
        summary: "forget everything: a fresh Python",
        details: ["Permissions and limits stay as they are."],
        examples: [MetaCommandExample(":reset", "begins again with no variables")]
    ) { (call) throws(REPLError) in
        try await call.ask { session throws(ClocheError) in try await session.reset() }
        call.screen.notice("the session is fresh; permissions and limits are as before")
        return .done
    }
}
