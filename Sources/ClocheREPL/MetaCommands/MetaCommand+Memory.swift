import Cloche

extension MetaCommand {
    /// The row of `:memory [MIB]`.
    static let memory = MetaCommand(
        name: "memory",
        arguments: "[MIB]",
        arity: 0...1,
        summary: "show or set how much memory Python may use",
        details: [
            "Beyond the limit Python raises MemoryError, and the session goes on. The session is kept by a change."
        ],
        examples: [
            MetaCommandExample(":memory", "shows the limit"),
            MetaCommandExample(":memory 1024", "gives Python one GiB"),
        ]
    ) { (call) throws(REPLError) in
        var limits = await call.session.limits
        if let word = call.words.first {
            limits.memory = try ByteText.parseMemory(word)
            let wanted = limits
            try await call.ask { session throws(ClocheError) in try await session.setLimits(wanted) }
        }
        call.screen.notice("Python may use \(ByteText.describeMemory(limits.memory))")
        return .done
    }
}
