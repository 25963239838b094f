import ClocheTestSupport

/// What was entered at a prompt and may not have happened, because something died meanwhile.
struct ChaosEntry {
    /// The cell's number; nil for what is no cell.
    var cell: Int?

    /// Where the session is when it has happened.
    var target: Int

    /// What the cell shows when it is half-way.
    var halfway: String?

    /// What the journal was before.
    var mark: ChaosJournal.Mark?

    /// When it was entered.
    let time = ContinuousClock.now

    /// Whether a terminal shows that it has begun.
    func hasBegun(_ cloche: ChaosTerminal) -> Bool {
        isOver(cloche) || halfway.map(cloche.terminal.screen.lines.contains) ?? false
    }

    /// Whether a terminal shows the prompt after it.
    func isOver(_ cloche: ChaosTerminal) -> Bool {
        guard let number = cloche.emptyPrompt else { return false }
        return cell.map { number > $0 } ?? true
    }
}
