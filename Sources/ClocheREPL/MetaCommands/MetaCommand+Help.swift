extension MetaCommand {
    /// The row of `:help [NAME]`.
    static let help = MetaCommand(
        name: "help",
        arguments: "[NAME]",
        arity: 0...1,
        summary: "list the commands, or explain one",
        examples: [
            MetaCommandExample(":help", "lists all commands"),
            MetaCommandExample(":help allow", "explains ':allow' with examples"),
        ],
        completion: .names
    ) { (call) throws(REPLError) in
        let lines: [String]
        if let word = call.words.first {
            let name = word.hasPrefix(":") ? String(word.dropFirst()) : word
            lines = explanation(of: try MetaCommandTable.row(named: name), on: call.screen)
        } else {
            lines = overview(on: call.screen)
        }
        await call.page(lines)
        return .done
    }

    private static func overview(on screen: Screen) -> [String] {
        let width = screen.columns()
        let rows = MetaCommandTable.rows.map { (term: $0.usage, meaning: $0.summary) }
        let keys: [(term: String, meaning: String)] = [
            ("Enter", "runs the cell when it is complete, else begins a new line"),
            ("Alt-Enter", "runs the cell, wherever the cursor stands"),
            ("Ctrl-J", "begins a new line, although the cell is complete"),
            ("Up, Down", "move within the cell, then through earlier cells"),
            ("Ctrl-C", "clears what is typed, or interrupts the running cell; twice ends it"),
            ("Ctrl-D", "leaves"),
        ]
        return TwoColumns.lay(rows, width: width, emphasize: screen.palette.strong)
            + [""] + TwoColumns.lay(keys, width: width, emphasize: screen.palette.strong)
            + [""] + TextWrap.wrap("Anything else is Python. ':help NAME' explains a command.", width: width - 1)
    }

    private static func explanation(of row: MetaCommand, on screen: Screen) -> [String] {
        let width = screen.columns()
        let examples = row.examples.map { (term: $0.line, meaning: $0.effect) }
        return [screen.palette.strong(row.usage)]
            + ([row.summary] + row.details).flatMap { TextWrap.wrap($0, width: width - 3).map { "  " + $0 } }
            + ["", "Examples:"] + TwoColumns.lay(examples, width: width, emphasize: screen.palette.strong)
    }
}
