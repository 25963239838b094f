extension CellReader {
    /// Starts a search through the history.
    func startSearch() {
        guard request.isCell else { return rings = true }
        search = HistorySearch(cells: configuration.history.cells)
    }

    /// Handles a key during a search; false when the key ended it and still has its own effect.
    func handleSearch(_ key: Key) -> Bool {
        guard var search, case .scalar(let scalar) = key else {
            self.search = nil
            return false
        }
        switch scalar {
        case "\u{12}": search.older()
        case "\u{7F}", "\u{8}": search.backspace()
        case "\u{7}":
            self.search = nil
            return true
        case _ where scalar.isControl:
            self.search = nil
            return false
        default: search.insert(String(scalar))
        }
        rings = search.hasFailed
        self.search = search
        if let cell = search.cell, let found = search.found { show(cell, at: found) }
        return true
    }

    private func show(_ cell: String, at index: Int) {
        var navigation = navigation ?? HistoryNavigation(cells: configuration.history.cells)
        navigation.jump(to: index, leaving: line.text.string)
        self.navigation = navigation
        replaceAll(with: cell)
    }
}
