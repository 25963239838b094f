import ClocheTerminal

extension MetaCommand {
    /// The row of `:help [NAME or keys]`.
    static let help = MetaCommand(
        name: "help",
        arguments: "[NAME|keys]",
        arity: 0...1,
        summary: "list the commands, explain one, or list the keys",
        examples: [
            MetaCommandExample(":help", "lists all commands"),
            MetaCommandExample(":help allow", "explains ':allow' with examples"),
            MetaCommandExample(":help keys", "lists what the keys do, as they are bound now"),
        ],
        completion: .names
    ) { (call) throws(REPLError) in
        let lines: [String]
        if call.words == ["keys"] {
            lines = keys(await call.source.keys(), on: call.screen)
        } else if let word = call.words.first {
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
            ("Alt-Enter", "begins a new line, although the cell is complete"),
            ("Tab", "completes a name, or indents"),
            ("Up, Down", "move within the cell, then through earlier cells"),
            ("Ctrl-R", "searches through earlier cells"),
            ("Ctrl-C", "clears what is typed, or interrupts the running cell; twice ends it"),
            ("Ctrl-D", "leaves"),
        ]
        let ending = "Anything else is Python. ':help NAME' explains a command, ':help keys' all keys."
        return TwoColumns.lay(rows, width: width, emphasize: screen.palette.strong)
            + [""] + TwoColumns.lay(keys, width: width, emphasize: screen.palette.strong)
            + [""] + TextWrap.wrap(ending, width: width - 1)
    }

    private static func keys(_ keys: [KeyDescription], on screen: Screen) -> [String] {
        guard !keys.isEmpty else { return ["without the line editor, the keys are the terminal's own"] }
        let sections = [keys.filter { !$0.isViCommand }, keys.filter(\.isViCommand)].filter { !$0.isEmpty }
        let lists = sections.map { section in
            TwoColumns.lay(
                section.map { (term: $0.keys.joined(separator: ", "), meaning: $0.summary) },
                width: screen.columns(),
                emphasize: screen.palette.strong
            )
        }
        return Array(lists.joined(separator: ["", "In vi's command mode:", ""]))
    }

    private static func explanation(of row: MetaCommand, on screen: Screen) -> [String] {
        let width = screen.columns()
        let examples = row.examples.map { (term: $0.line, meaning: $0.effect) }
        return [screen.palette.strong(row.usage)]
            + ([row.summary] + row.details).flatMap { TextWrap.wrap($0, width: width - 3).map { "  " + $0 } }
            + ["", "Examples:"] + TwoColumns.lay(examples, width: width, emphasize: screen.palette.strong)
    }
}
