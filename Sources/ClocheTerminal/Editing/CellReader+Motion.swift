extension CellReader {
    /// Moves the cursor; at the end of the cell a motion to the right takes what the history suggests.
    func move(_ command: EditCommand) {
        if command == .right || command == .wordRight || command == .lineEnd, text.isAtVeryEnd,
            takeSuggestion(word: command == .wordRight)
        {
            return
        }
        let target: Int? =
            switch command {
            case .left: text.left
            case .right: text.right
            case .wordLeft: text.wordLeft
            case .wordRight: text.wordRight
            case .lineStart: text.lineStart
            case .lineEnd: text.lineEnd
            case .cellStart: 0
            default: text.scalars.count
            }
        if let target { line.move(to: target) } else { rings = true }
    }

    /// Moves within the cell, beyond its first and last line through the history.
    func moveVertically(_ command: EditCommand) {
        if previousCommand != .up, previousCommand != .down { goalColumn = text.column }
        let target = command == .up ? text.above(column: goalColumn) : text.below(column: goalColumn)
        if let target { return line.move(to: target) }
        recall(older: command == .up, startingWith: command == .up ? text.before : "")
    }

    /// Moves by as many lines as the window shows.
    func movePage(_ command: EditCommand) {
        let height = terminal.size.rows - 1
        guard source.lines.count > height else {
            return moveThroughHistory(command == .pageUp ? .previousCell : .nextCell)
        }
        let number = text.lineNumber + (command == .pageUp ? -height : height)
        line.move(to: source.lines[min(max(number, 0), source.lines.count - 1)].start)
    }

    /// Shows the cell before or after in the history, wherever the cursor stands.
    func moveThroughHistory(_ command: EditCommand) {
        if navigation?.prefix.isEmpty == false { navigation = nil }
        recall(older: command == .previousCell, startingWith: "")
    }

    /// Goes one step through the history; where a recalled cell was changed, a new way begins.
    private func recall(older: Bool, startingWith prefix: String) {
        guard request.isCell else { return rings = true }
        let current = text.string
        var navigation =
            self.navigation.flatMap { recalled == current ? $0 : nil }
            ?? HistoryNavigation(cells: configuration.history.cells, prefix: prefix)
        let cell = older ? navigation.previous(leaving: current) : navigation.next(leaving: current)
        guard let cell else { return rings = true }
        self.navigation = navigation
        recalled = cell
        replaceAll(with: cell)
        goalColumn = text.column
    }
}
