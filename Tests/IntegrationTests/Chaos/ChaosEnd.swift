/// How a program ended, as far as its user saw it.
struct ChaosEnd {
    /// Where the session was.
    var place: Int?

    /// Where it had been before, if what led from there may not be on the disk.
    var before: Int?

    /// What had been entered.
    var entry: ChaosEntry?

    /// Whether that had begun.
    var hasBegun: Bool

    /// Whether the journal was damaged after that.
    var isDamaged = false

    /// Whether a program may have said since what was running, which is said once.
    var isTold = false

    /// The cell that is to be named where the session is back at a place; nil for none that has to be.
    func named(at position: Int) -> Int? {
        if isDamaged || isTold { return nil }
        // Whoever goes back to there means to be there.
        if position == before { return position == entry?.target ? nil : place }
        return position == place && hasBegun ? entry?.cell : nil
    }

    /// Whether a cell may be named where the session is back at a place.
    func mayName(_ cell: Int, at position: Int) -> Bool {
        if isDamaged || position == before { return true }
        return position == place && cell == entry?.cell
    }
}
