extension MetaCommand {
    /// The row of `:retry`.
    static let retry = MetaCommand(
        name: "retry",
        summary: "run the last cell again",
        details: ["Useful after a permission was granted that the cell lacked."],
        examples: [MetaCommandExample(":retry", "runs the last cell again, as a new cell")]
    ) { (call) throws(REPLError) in
        guard let source = call.lastCell else { throw .usage("there is no cell to run again") }
        return .execute(source)
    }
}
