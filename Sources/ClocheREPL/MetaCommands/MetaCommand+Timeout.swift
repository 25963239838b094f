import Cloche

extension MetaCommand {
    /// The row of `:timeout [SECONDS|off]`.
    static let timeout = MetaCommand(
        name: "timeout",
        arguments: "[SECONDS|off]",
        arity: 0...1,
        summary: "show or set how long a cell may run",
        details: [
            "A cell that runs longer is interrupted; where it does not stop within a second, its sandbox is ended and the "
                + "session goes back to the last checkpoint."
        ],
        examples: [
            MetaCommandExample(":timeout", "shows the limit"),
            MetaCommandExample(":timeout 2.5", "gives every cell two and a half seconds"),
            MetaCommandExample(":timeout off", "lets cells run until Ctrl-C"),
        ],
        completion: .words(["off"])
    ) { (call) throws(REPLError) in
        var limits = await call.session.limits
        if let word = call.words.first {
            limits.timeout = try DurationText.parse(word)
            let wanted = limits
            try await call.ask { session throws(ClocheError) in try await session.setLimits(wanted) }
        }
        if let timeout = limits.timeout {
            call.screen.notice("a cell may run for \(DurationText.describe(timeout))")
        } else {
            call.screen.notice("a cell may run until Ctrl-C")
        }
        return .done
    }
}
