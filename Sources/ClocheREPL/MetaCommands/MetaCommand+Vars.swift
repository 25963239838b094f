import Cloche

extension MetaCommand {
    /// The row of `:vars`.
    static let vars = MetaCommand(
        name: "vars",
        summary: "list the variables",
        details: ["Names that begin with an underscore are left out."],
        examples: [MetaCommandExample(":vars", "shows names, types, sizes and values")]
    ) { (call) throws(REPLError) in
        let variables = try await call.ask { session throws(ClocheError) in try await session.variables() }
        if variables.isEmpty { call.screen.notice("there are no variables") }
        let lines = VariableTable.lines(variables, width: call.screen.columns() - 1, palette: call.screen.palette)
        for line in lines { call.screen.line(line) }
        return .done
    }
}
