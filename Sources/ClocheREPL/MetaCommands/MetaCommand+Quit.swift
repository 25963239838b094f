extension MetaCommand {
    /// The row of `:quit`.
    static let quit = MetaCommand(
        name: "quit",
        summary: "leave; what is not saved is lost",
        details: ["Ctrl-D on an empty line, 'exit' and 'quit' do the same."],
        examples: [
            MetaCommandExample(":quit", "ends the session"),
            MetaCommandExample(":save work.cloche", "keeps the session for 'cloche --load work.cloche'"),
        ]
    ) { (_) throws(REPLError) in .leave }
}
