extension CellReader {
    /// Indents in the white space of a line, elsewhere asks for completions, which arrive as an event.
    func tab() {
        guard request.isCell else { return }
        guard !text.isInIndentation else {
            return line.insert(String(repeating: " ", count: indentationStep - text.column % indentationStep))
        }
        let request = CompletionRequest(text: text.string, before: text.before)
        Task { [completer = configuration.completer, mailbox] in
            mailbox.post(.completions(await completer(request), request))
        }
    }

    /// Puts in what all candidates share, and lists them when there are several.
    func show(_ completions: Completions, for request: CompletionRequest) {
        // The user has typed on since.
        guard text.string == request.text, text.before == request.before, search == nil else { return }
        guard !completions.candidates.isEmpty else { return rings = true }
        let start = max(text.cursor - completions.replaced, 0)
        var typed = text.string(in: start..<text.cursor)
        let prefix = completions.commonPrefix
        if prefix.unicodeScalars.count > text.cursor - start {
            line.replace(start..<text.cursor, with: prefix)
            typed = prefix
        }
        settle()
        menu = nil
        guard completions.candidates.count > 1 else { return }
        menu = CompletionChoice(completions.candidates, start: start, typed: typed)
    }

    /// Handles a key while candidates are shown; false when it has its usual effect.
    func handleMenu(_ key: Key) -> Bool {
        guard var menu else { return false }
        let height = laidOut(menu, in: terminal.size).rowCount
        let hasColumns = height < menu.candidates.count
        switch command(of: key) {
        case .tab, .down: menu.selectNext()
        case .dedent, .up: menu.selectPrevious()
        case .right where hasColumns: menu.select(by: height)
        case .left where hasColumns: menu.select(by: -height)
        case .enter where menu.selected != nil:
            self.menu = nil
            return true
        case nil where key == .scalar("\u{7}") || key == .scalar("\u{1B}"):
            menu.deselect()
            put(menu)
            self.menu = nil
            return true
        // Typing on narrows the list, unless one was chosen.
        case nil, .backspace:
            if menu.selected != nil { self.menu = nil }
            return false
        default:
            self.menu = nil
            return false
        }
        put(menu)
        // The only one that is left needs no list.
        self.menu = menu.candidates.count > 1 ? menu : nil
        return true
    }

    /// Keeps the candidates that begin with what is typed now.
    func narrowMenu() {
        guard var menu, menu.selected == nil else { return }
        guard text.cursor >= menu.start, menu.narrow(to: text.string(in: menu.start..<text.cursor)) else {
            return self.menu = nil
        }
        self.menu = menu
    }

    private func put(_ menu: CompletionChoice) {
        // Set first, so that the change of the text does not narrow the list.
        self.menu = menu
        let candidate = menu.text
        guard text.string(in: menu.start..<text.cursor) != candidate else { return }
        line.replace(menu.start..<text.cursor, with: candidate)
        settle()
    }

    private func command(ofKey caret: String) -> EditCommand? {
        if line.keymap.userKeys.contains(caret) { return nil }
        return KeyBinding.editing.first { $0.keys.contains(caret) }?.command
    }

    /// The command of ours that a key runs at once.
    func command(of key: Key) -> EditCommand? {
        switch key {
        case .scalar(let scalar): command(ofKey: KeyName.caret([scalar]))
        case .sequence(let sequence):
            if case .command(let command) = line.keymap["^[" + KeyName.caret(sequence.unicodeScalars)] {
                command
            } else {
                nil
            }
        case .paste, .stoppedPaste: nil
        }
    }
}
