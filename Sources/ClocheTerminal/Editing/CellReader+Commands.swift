#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension CellReader {
    /// Runs the command of a key.
    func run(_ command: EditCommand) {
        if command != .up, command != .down { goalColumn = nil }
        switch command {
        case .left, .right, .wordLeft, .wordRight, .lineStart, .lineEnd: move(command)
        case .up, .down, .previousCell, .nextCell: moveVertically(command)
        case .backspace, .delete, .dedent: delete(command)
        case .killToLineStart, .killToLineEnd, .killWord: kill(command)
        case .yank: line.insert(killed)
        case .enter: enter()
        case .submit: submit()
        case .newline: request.isCell ? breakLine() : enter()
        case .tab: tab()
        case .search: startSearch()
        case .interrupt: result = .interrupted
        case .endOfFile: endOfFile()
        case .suspend: suspend()
        case .clear: terminal.write(painter.clear())
        }
    }

    /// Inserts a paste; into an answer only its first line, the rest is typed after it.
    func paste(_ text: String) {
        let text = PastedText.normalized(text).text
        guard !request.isCell, let end = text.firstIndex(of: "\n") else { return line.insert(text) }
        line.insert(String(text[..<end]))
        decoder.unread(String(text[end...].map { $0 == "\n" ? "\r" : $0 }))
    }

    private func move(_ command: EditCommand) {
        let text = line.text
        let target: Int? =
            switch command {
            case .left: text.left
            case .right: text.right
            case .wordLeft: text.wordLeft
            case .wordRight: text.wordRight
            case .lineStart: text.lineStart
            default: text.lineEnd
            }
        if let target { line.move(to: target) } else { rings = true }
    }

    private func moveVertically(_ command: EditCommand) {
        let text = line.text
        let column = goalColumn ?? text.column
        if command == .up, let target = text.above(column: column) {
            goalColumn = column
            return line.move(to: target)
        }
        if command == .down, let target = text.below(column: column) {
            goalColumn = column
            return line.move(to: target)
        }
        guard request.isCell else { return rings = true }
        goalColumn = nil
        var navigation = navigation ?? HistoryNavigation(cells: configuration.history.cells)
        let isUp = command == .up || command == .previousCell
        let cell = isUp ? navigation.previous(leaving: text.string) : navigation.next(leaving: text.string)
        self.navigation = navigation
        if let cell { replaceAll(with: cell) } else { rings = true }
    }

    private func delete(_ command: EditCommand) {
        let text = line.text
        switch command {
        case .backspace: remove(text.backspaceRange)
        case .delete: remove(text.deleteRange)
        default:
            let spaces = text.scalars[text.lineStart...].prefix(indentationStep).prefix { $0 == " " }.count
            let offset = max(text.cursor - spaces, text.lineStart)
            line.replace(text.lineStart..<(text.lineStart + spaces), with: "")
            line.move(to: offset)
        }
    }

    private func kill(_ command: EditCommand) {
        let text = line.text
        let range: Range<Int>? =
            switch command {
            case .killToLineStart: text.lineStart..<text.cursor
            case .killWord: text.wordLeft..<text.cursor
            default: text.killRange
            }
        guard let range, !range.isEmpty else { return rings = true }
        killed = text.string(in: range)
        line.replace(range, with: "")
    }

    private func remove(_ range: Range<Int>?) {
        if let range { line.replace(range, with: "") } else { rings = true }
    }

    /// Puts another text into the buffer, with the cursor at its end.
    func replaceAll(with text: String) {
        line.replace(0..<line.text.scalars.count, with: text)
    }

    private func enter() {
        let text = line.text
        guard request.isCell else { return result = .cell(text.string) }
        guard text.isOnLastLine, configuration.inputStatus(text.string) != .incomplete else { return breakLine() }
        submit()
    }

    /// Ends the read with what is there, wherever the cursor stands.
    private func submit() {
        let text = line.text
        result = .cell(request.isCell ? text.withoutEmptyEnd : text.string)
    }

    private func breakLine() {
        let text = line.text
        let indentation = String(repeating: " ", count: configuration.indentation(text.before))
        let spaces = text.scalars[text.cursor...].prefix { $0 == " " }.count
        line.replace(text.cursor..<(text.cursor + spaces), with: "\n" + indentation)
    }

    private func endOfFile() {
        let text = line.text
        if text.scalars.isEmpty { result = .endOfFile } else { remove(text.deleteRange) }
    }

    /// Stops the process group, as the terminal does for Ctrl-Z; the `resumed` event ends it.
    private func suspend() {
        guard SignalCenter.shared.isHandled(SIGTSTP) else { return rings = true }
        terminal.write(painter.leave())
        isSuspended = true
        SystemCalls.signalGroup(SIGTSTP)
    }
}
