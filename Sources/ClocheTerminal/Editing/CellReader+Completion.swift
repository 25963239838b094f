extension CellReader {
    /// Indents at the start of a line, elsewhere asks for completions, which arrive as an event.
    func tab() {
        let text = line.text
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
        let text = line.text
        // The user has typed on since.
        guard text.string == request.text, text.before == request.before, search == nil else { return }
        guard !completions.candidates.isEmpty else { return rings = true }
        let start = max(text.cursor - completions.replaced, 0)
        let prefix = completions.commonPrefix
        if prefix.unicodeScalars.count > text.cursor - start { line.replace(start..<text.cursor, with: prefix) }
        menu = completions.candidates.count > 1 ? completions.candidates : []
    }
}
