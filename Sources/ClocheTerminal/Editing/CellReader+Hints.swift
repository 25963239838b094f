extension CellReader {
    /// Looks for a call or a suggestion after a key.
    func settleHints(isChanged: Bool) {
        guard request.isCell else { return }
        narrowMenu()
        hints.call = source.call(at: text.cursor)
        if isChanged || !text.isAtVeryEnd { hints.suggestion = "" }
        let isSuggestible = (1...CellHints.longestSuggested).contains(text.scalars.count) && text.isAtVeryEnd
        guard preferences.hasSuggestions, isSuggestible else { return }
        if isChanged || hints.suggestion.isEmpty {
            hints.suggestion = configuration.history.suggestion(for: text.string) ?? ""
        }
    }

    /// Takes away what is shown only while one edits.
    func endHints() {
        menu = nil
        search = nil
        hints = CellHints()
    }

    /// Takes what the history suggests, or its first word; false when it suggests nothing.
    func takeSuggestion(word: Bool) -> Bool {
        guard !hints.suggestion.isEmpty, menu == nil else { return false }
        let scalars = Array(hints.suggestion.unicodeScalars)
        let end = word ? CellText(scalars: scalars, cursor: 0).wordRight : scalars.count
        line.insert(CellText(scalars: scalars, cursor: 0).string(in: 0..<end))
        return true
    }

    /// Whether the signature of the call at the cursor was not asked for yet.
    var lacksSignature: Bool {
        guard search == nil, let call = hints.call else { return false }
        return hints.signatures[call.callable] == nil
    }

    /// Asks for the signature of the call at the cursor, which arrives as an event.
    func askForSignature() {
        guard let callable = hints.call?.callable, lacksSignature else { return }
        hints.signatures[callable] = .some(nil)
        Task { [signatures = configuration.signatures, mailbox] in
            guard let signature = await signatures(callable) else { return }
            mailbox.post(.signature(signature, callable))
        }
    }

    /// Keeps a signature that has arrived.
    func show(_ signature: Signature, for callable: String) {
        hints.signatures[callable] = .some(signature)
    }
}
