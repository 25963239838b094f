/// All meta-commands: help, completion and suggestions are made from these rows.
package enum MetaCommandTable {
    /// The rows in the order in which help lists them.
    ///
    /// A new command adds one file and one row.
    package static let rows: [MetaCommand] = [
        .help, .quit,
        .allow, .deny, .permissions, .mounts, .profile, .audit, .retry,
        .timeout, .memory,
        .install, .uninstall, .packages,
        .undo, .redo, .goTo, .checkpoints, .branch, .diff,
        .save, .load, .sessions, .resume, .reset,
        .vars, .inspect, .history, .edit, .set,
    ]

    /// The names without the colon.
    package static var names: [String] { rows.map(\.name) }

    /// Tells whether a cell is a meta-command: its first character is a colon, which no Python begins with.
    package static func claims(_ cell: String) -> Bool {
        cell.first == ":"
    }

    /// Finds the row of a name.
    ///
    /// - Throws: `REPLError` with code `usage` and a suggestion where there is none.
    static func row(named name: String) throws(REPLError) -> MetaCommand {
        if let row = rows.first(where: { $0.name == name }) { return row }
        if let guess = Suggestion.nearest(to: name, in: names) {
            throw .usage("there is no command ':\(name)'; did you mean ':\(guess)'?")
        }
        throw .usage("there is no command ':\(name)'; ':help' lists the commands")
    }

    /// Takes a line apart: the row, and the words after its name.
    ///
    /// - Throws: `REPLError` with code `usage` for an unknown name, an open quote or a wrong number of words.
    static func parse(_ line: String, home: String?) throws(REPLError) -> (row: MetaCommand, words: [String]) {
        let text = line.dropFirst().drop { $0 == " " }
        let name = text.prefix { !$0.isWhitespace }
        let row = try row(named: name.isEmpty ? "help" : String(name))
        let rest = text.dropFirst(name.count)
        if row.takesText {
            let argument = rest.drop(while: \.isWhitespace)
            return (row, argument.isEmpty ? [] : [String(argument)])
        }
        let words = try ShellWords.split(rest, home: home)
        if words.count < row.arity.lowerBound {
            throw .usage("':\(row.name)' lacks an argument; usage: \(row.usage)")
        }
        if words.count > row.arity.upperBound {
            let extra = words[row.arity.upperBound]
            throw .usage("':\(row.name)' does not take '\(extra)'; usage: \(row.usage)")
        }
        return (row, words)
    }
}
