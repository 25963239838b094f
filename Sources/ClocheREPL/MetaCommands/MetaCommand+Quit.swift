extension MetaCommand {
    /// The row of `:quit`.
    static let quit = MetaCommand(
        name: "quit",
        summary: "leave",
        details: [
            "Ctrl-D on an empty line, 'exit' and 'quit' do the same. The session is kept, and ':resume ID' takes it up until "
                + "newer ones need its room; a file of ':save' is yours for good."
        ],
        examples: [
            MetaCommandExample(":quit", "ends the session"),
            MetaCommandExample(":save work.cloche", "keeps the session for 'cloche --load work.cloche'"),
        ]
    ) { (_) throws(REPLError) in .leave }
}
