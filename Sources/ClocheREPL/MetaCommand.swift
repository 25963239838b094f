/// A line that the REPL handles itself, such as `:allow net`: one row of ``MetaCommandTable``.
package struct MetaCommand: Sendable {
    /// The name without the colon.
    package let name: String
    /// The arguments as `:help` shows them, such as `KIND [ITEM...]`; empty where there are none.
    let arguments: String
    /// How many arguments it takes.
    let arity: ClosedRange<Int>
    /// Whether what follows the name is one argument as it stands, with its spaces and quotes.
    let takesText: Bool
    /// One line for the list of `:help`.
    let summary: String
    /// What `:help NAME` says beyond the summary, one paragraph a string.
    let details: [String]
    /// What to type, and what it does.
    let examples: [MetaCommandExample]
    /// What the Tab key offers for its arguments.
    package let completion: MetaCommandCompletion
    /// Does the work.
    let run: @Sendable (MetaCommandCall) async throws(REPLError) -> MetaCommandOutcome

    init(
        name: String,
        arguments: String = "",
        arity: ClosedRange<Int> = 0...0,
        takesText: Bool = false,
        summary: String,
        details: [String] = [],
        examples: [MetaCommandExample],
        completion: MetaCommandCompletion = .nothing,
        run: @escaping @Sendable (MetaCommandCall) async throws(REPLError) -> MetaCommandOutcome
    ) {
        self.name = name
        self.arguments = arguments
        self.arity = arity
        self.takesText = takesText
        self.summary = summary
        self.details = details
        self.examples = examples
        self.completion = completion
        self.run = run
    }

    /// The command as one types it, such as `:allow KIND [ITEM...]`.
    var usage: String {
        arguments.isEmpty ? ":\(name)" : ":\(name) \(arguments)"
    }
}
