#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension CellReader {
    /// Does what a command does.
    func execute(_ command: EditCommand, key: Unicode.Scalar?) {
        switch command {
        case .left, .right, .wordLeft, .wordRight, .lineStart, .lineEnd, .cellStart, .cellEnd: move(command)
        case .up, .down: moveVertically(command)
        case .previousCell, .nextCell: moveThroughHistory(command)
        case .pageUp, .pageDown: movePage(command)
        case .searchBackward, .searchForward: startSearch()
        case .enter: enter()
        case .newline: request.isCell ? breakLine() : enter()
        case .submit: submit()
        case .tab: tab()
        case .dedent, .colon, .toggleComment, .moveLineUp, .moveLineDown: changeLines(command)
        case .backspace: remove(text.backspaceRange)
        case .delete: remove(text.deleteRange)
        case .killToLineStart, .killToLineEnd, .killWordLeft, .killWordRight: kill(command)
        case .yank: yank()
        case .yankPop: yankPop()
        case .undo: show(undo.undo())
        case .redo: show(undo.redo())
        case .transpose: transpose(text.transposition)
        case .transposeWords: transpose(text.wordTransposition)
        case .edit: openEditor()
        case .clear: terminal.write(painter.clear())
        case .interrupt: result = .interrupted
        case .endOfFile: endOfFile()
        case .suspend: suspend()
        case .viCommand: handleVi(key)
        case .ignore: rings = true
        }
    }

    /// Inserts a paste; into an answer only its first line, the rest is typed after it.
    func paste(_ text: String) {
        let pasted = PastedText.normalized(text)
        let removed = pasted.removed == 1 ? "1 control character" : "\(pasted.removed) control characters"
        let lines = pasted.lines > 1 ? "pasted \(pasted.lines) lines" : nil
        let prompts = pasted.hadPrompts ? "took out prompts and outputs" : nil
        let parts = [lines, prompts, pasted.removed > 0 ? "removed \(removed)" : nil].compactMap(\.self)
        if !parts.isEmpty, request.isCell { hints.message = parts.joined(separator: ", ") }
        guard !request.isCell, let end = pasted.text.firstIndex(of: "\n") else { return line.insert(pasted.text) }
        line.insert(String(pasted.text[..<end]))
        decoder.unread(String(pasted.text[end...].map { $0 == "\n" ? "\r" : $0 }))
    }

    /// Puts another text into the buffer, with the cursor at its end.
    func replaceAll(with string: String) {
        line.replace(0..<text.scalars.count, with: string)
        settle()
    }

    func remove(_ range: Range<Int>?) {
        if let range { line.replace(range, with: "") } else { rings = true }
    }

    /// Runs the cell when that is what Enter means here.
    ///
    /// In a cell of one line nobody wants to break it in two, so the cursor may stand anywhere in it.
    private func enter() {
        guard request.isCell else { return result = .cell(text.string) }
        let isAtEnd = source.lines.count == 1 || text.isAtEnd
        guard isAtEnd, source.status != .incomplete else { return breakLine() }
        submit()
    }

    /// Ends the read with what is there, wherever the cursor stands.
    private func submit() {
        result = .cell(request.isCell ? text.withoutEmptyEnd : text.string)
    }

    func breakLine() {
        let indentation = String(repeating: " ", count: source.indentation(at: text.cursor))
        let spaces = text.scalars[text.cursor...].prefix { $0 == " " }.count
        line.replace(text.cursor..<(text.cursor + spaces), with: "\n" + indentation)
    }

    private func endOfFile() {
        if text.scalars.isEmpty { result = .endOfFile } else { remove(text.deleteRange) }
    }

    /// Stops the process group, as the terminal does for Ctrl-Z; the `resumed` event ends it.
    private func suspend() {
        guard SignalCenter.shared.isHandled(SIGTSTP) else { return rings = true }
        endHints()
        paint()
        terminal.write(painter.leave())
        isSuspended = true
        SystemCalls.signalGroup(SIGTSTP)
    }

    /// Opens the user's own editor on the cell.
    private func openEditor() {
        guard request.isCell, let command = ExternalEditor.command else {
            return hints.message = "no editor was found; the variables VISUAL and EDITOR name it"
        }
        terminal.write(painter.erase())
        var outcome = Result<String, ExternalEditor.Failure>.success(text.string)
        terminal.restoring { outcome = ExternalEditor.edit(text.string, command: command) }
        terminal.write("\r" + Self.enterSequences, undoneBy: Self.leaveSequences)
        switch outcome {
        case .success(let edited): if edited != text.string { replaceAll(with: edited) }
        case .failure(let failure): hints.message = failure.message
        }
    }

    // MARK: Undo

    private func show(_ text: CellText?) {
        guard let text else { return rings = true }
        line.replace(0..<self.text.scalars.count, with: text.string)
        line.move(to: text.cursor)
    }

    private func transpose(_ change: (range: Range<Int>, text: String)?) {
        guard let change else { return rings = true }
        line.replace(change.range, with: change.text)
    }

    // MARK: Kills

    private func kill(_ command: EditCommand) {
        let range: Range<Int>? =
            switch command {
            case .killToLineStart: text.lineStart..<text.cursor
            case .killWordLeft: text.wordLeft..<text.cursor
            case .killWordRight: text.cursor..<text.wordRight
            default: text.killRange
            }
        guard let range, !range.isEmpty else { return rings = true }
        let kills: [EditCommand] = [.killToLineStart, .killToLineEnd, .killWordLeft, .killWordRight]
        // A password must not come back at the next prompt.
        if !request.isHidden {
            self.kills.kill(
                text.string(in: range),
                isBefore: range.upperBound == text.cursor,
                joins: previousCommand.map(kills.contains) ?? false
            )
        }
        line.replace(range, with: "")
    }

    private func yank() {
        guard let killed = kills.current else { return rings = true }
        put(killed, over: text.cursor..<text.cursor)
    }

    private func yankPop() {
        guard let yanked, previousCommand == .yank || previousCommand == .yankPop else { return rings = true }
        kills.rotate()
        put(kills.current ?? "", over: yanked)
    }

    private func put(_ killed: String, over range: Range<Int>) {
        line.replace(range, with: killed)
        yanked = range.lowerBound..<(range.lowerBound + killed.unicodeScalars.count)
    }
}
