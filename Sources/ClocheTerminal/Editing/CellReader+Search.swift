extension CellReader {
    /// Starts a search through the history.
    func startSearch() {
        guard request.isCell else { return rings = true }
        menu = nil
        search = CellSearch(HistorySearch(cells: configuration.history.cells, earlier: lastQuery), draft: text)
    }

    /// Handles a key during a search; false when the key ended it and still has its own effect.
    func handleSearch(_ key: Key) -> Bool {
        guard var search else { return false }
        switch key {
        case .paste(let text): search.history.insert(PastedText.normalized(text).text)
        case .stoppedPaste: break
        case .scalar(let scalar) where !scalar.isControl: search.history.insert(String(scalar))
        case .scalar, .sequence:
            guard let change = change(for: key) else { return endSearch(key) }
            change(&search.history)
        }
        rings = search.history.hasFailed
        search.show()
        self.search = search
        return true
    }

    /// What a key does to the query or the place in the history; nil for a key that ends the search.
    private func change(for key: Key) -> ((inout HistorySearch) -> Void)? {
        switch command(of: key) {
        case .searchBackward, .up, .previousCell: { $0.older() }
        case .searchForward, .down, .nextCell: { $0.newer() }
        case .left: { $0.left() }
        case .right: { $0.right() }
        case .backspace: { $0.backspace() }
        case .delete: { $0.delete() }
        case .killToLineStart: { $0.killToStart() }
        case .killWordLeft: { $0.killWord() }
        default: nil
        }
    }

    /// Takes the cell that was found, to be edited; Ctrl-G and Ctrl-C go back to what was typed.
    private func endSearch(_ key: Key) -> Bool {
        guard let search else { return false }
        lastQuery = search.history.query
        self.search = nil
        if key == .scalar("\u{7}") || command(of: key) == .interrupt { return true }
        if let cell = search.history.cell { replaceAll(with: cell) }
        return [.enter, .tab].contains(command(of: key)) || key == .scalar("\u{1B}")
    }
}
