/// Which cells the last checkpoint covers, and so what is lost when the sandbox ends.
struct CheckpointLedger: Sendable {
    /// The last checkpoint; nil is the fresh interpreter.
    private(set) var checkpoint: Checkpoint?

    /// The number of the last cell that the checkpoint covers; 0 is the session's start.
    private(set) var coveredCell = 0

    /// The cells that were run since, in order.
    private(set) var uncovered: [Int] = []

    /// How long they took together.
    private(set) var uncoveredTime = Duration.zero

    /// When the last checkpoint was taken, by the session's clock, and how long that took; nil before the first.
    private var taken: (end: Duration, length: Duration)?

    /// True where the next checkpoint has to stand alone.
    var needsFull = false

    /// Makes the ledger of a fresh interpreter, or of a checkpoint that covers the cells up to a number.
    init(_ checkpoint: Checkpoint? = nil, coveredCell: Int = 0) {
        self.checkpoint = checkpoint
        self.coveredCell = coveredCell
    }

    /// Takes in that a cell has run.
    mutating func ran(_ cell: Int, for duration: Duration) {
        uncovered.append(cell)
        uncoveredTime += duration
    }

    /// Tells whether a checkpoint is due before another cell runs.
    ///
    /// - Parameters:
    ///   - now: The moment, by the session's clock.
    ///   - timing: How much computing may be lost, and which share of the time may go into checkpoints.
    /// - Returns: Whether cells would be lost that a checkpoint is due for.
    func isDue(at now: Duration, _ timing: SessionTiming) -> Bool {
        guard !uncovered.isEmpty else { return false }
        guard uncoveredTime <= timing.checkpointDue, let taken else { return true }
        return now - taken.end > taken.length * timing.checkpointSpacing
    }

    /// Takes in a checkpoint of the moment `end`, and that taking it began at `start`.
    mutating func cover(_ checkpoint: Checkpoint, from start: Duration = .zero, to end: Duration = .zero) {
        taken = (end, end - start)
        self.checkpoint = checkpoint
        coveredCell = uncovered.last ?? coveredCell
        uncovered = []
        uncoveredTime = .zero
        needsFull = false
    }

    /// Goes back to the last checkpoint.
    ///
    /// - Parameters:
    ///   - event: What happened, such as `the sandbox died while cell 7 ran`.
    ///   - cell: The cell that ran, if one did.
    /// - Returns: What to tell the user.
    mutating func goBack(after event: String, during cell: Int?) -> Recovery {
        let lost = uncovered + (cell.map { [$0] } ?? [])
        let state: String
        if uncovered.isEmpty {
            state = cell == nil ? "as it was" : "as it was before it"
        } else {
            let place = coveredCell == 0 ? "at its start" : "after cell \(coveredCell)"
            state = "as it was \(place); \(Self.phrase(lost)) lost"
        }
        uncovered = []
        uncoveredTime = .zero
        return Recovery(message: "\(event); the session is back \(state)", lostCells: lost)
    }

    private static func phrase(_ cells: [Int]) -> String {
        guard cells.count > 1, let first = cells.first, let last = cells.last else {
            return "cell \(cells.first ?? 0) is"
        }
        if cells.count > 3, last - first == cells.count - 1 { return "cells \(first) to \(last) are" }
        return "cells \(cells.dropLast().map(String.init).joined(separator: ", ")) and \(last) are"
    }
}
