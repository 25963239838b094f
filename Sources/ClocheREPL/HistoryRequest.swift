import ClocheTerminal

/// What `:history` shall list.
struct HistoryRequest: Equatable {
    /// How many cells at most.
    var count = 20
    /// What the cells contain; empty for all of them.
    var text = ""

    /// Reads `[-n N] [--] [TEXT]`.
    ///
    /// - Throws: `REPLError` with code `usage` for another option, or a number that is none.
    init(parsing argument: String) throws(REPLError) {
        var rest = argument[...]
        while rest.first == "-" {
            let option = rest.prefix { !$0.isWhitespace }
            rest = rest.dropFirst(option.count).drop(while: \.isWhitespace)
            if option == "--" { break }
            guard option.hasPrefix("-n") else {
                throw .usage("there is no option '\(option)'; ':history -- \(option)' looks for it")
            }
            var number = option.dropFirst(2)
            if number.isEmpty {
                number = rest.prefix { !$0.isWhitespace }
                rest = rest.dropFirst(number.count).drop(while: \.isWhitespace)
            }
            guard let count = Int(number), count > 0 else {
                throw .usage("'\(number)' is not a number of cells; give one, such as ':history -n 20'")
            }
            self.count = count
        }
        text = String(rest)
    }

    /// The newest entries that are asked for, each with how many cells back it is; the oldest first.
    ///
    /// Earlier uses of `:history` are left out: they contain what they looked for.
    func select(from entries: [HistoryEntry]) -> [(back: Int, entry: HistoryEntry)] {
        let query = HistoryQuery(text)
        let isCommand = { (cell: String) in cell.prefix { !$0.isWhitespace } == ":history" }
        var selected: [(back: Int, entry: HistoryEntry)] = []
        var back = 0
        for entry in entries.reversed() where !isCommand(entry.cell) {
            back += 1
            if query.matches(entry.cell) { selected.append((back, entry)) }
            if selected.count == count { break }
        }
        return selected.reversed()
    }
}
