/// Which cells no checkpoint covers yet, and so what is lost when the sandbox ends.
struct CheckpointLedger: Sendable {
    /// The cells that were run since the last checkpoint, in order.
    private(set) var uncovered: [Int] = []

    /// How long they took together.
    private(set) var uncoveredTime = Duration.zero

    /// What they used that going back does not cover, each once.
    private(set) var wentOut: [Permission] = []

    /// When the last checkpoint was taken, by the session's clock, and how long that took; nil before the first.
    private var taken: (end: Duration, length: Duration)?

    /// True where the next checkpoint has to stand alone.
    var needsFull = false

    /// True where the runner has not told its state yet, and so cannot be rewound to it.
    var isUntold = true

    /// Takes in that a cell has run, and the permissions that it used.
    mutating func ran(_ cell: Int, for duration: Duration, used: [Permission] = []) {
        uncovered.append(cell)
        uncoveredTime += duration
        wentOut += used.filter { $0.goesOut && !wentOut.contains($0) }
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

    /// Takes in that a checkpoint of the moment `end` was taken, and that taking it began at `start`.
    mutating func cover(from start: Duration = .zero, to end: Duration = .zero) {
        taken = (end, end - start)
        forget()
        needsFull = false
        isUntold = false
    }

    /// Goes back to the last checkpoint.
    ///
    /// - Parameters:
    ///   - event: What happened, such as `the sandbox died while cell 7 ran`.
    ///   - cell: The cell that ran, if one did.
    ///   - covered: The last cell that the checkpoint covers; 0 is the session's start.
    /// - Returns: What to tell the user.
    mutating func goBack(after event: String, during cell: Int?, to covered: Int) -> Recovery {
        let lost = uncovered + (cell.map { [$0] } ?? [])
        let state: String
        if uncovered.isEmpty {
            state = cell == nil ? "as it was" : "as it was before it"
        } else {
            let place = covered == 0 ? "at its start" : "after cell \(covered)"
            state = "as it was \(place); \(Self.phrase(lost)) lost"
        }
        forget()
        return Recovery(message: "\(event); the session is back \(state)", lostCells: lost)
    }

    private mutating func forget() {
        uncovered = []
        uncoveredTime = .zero
        wentOut = []
    }

    private static func phrase(_ cells: [Int]) -> String {
        guard cells.count > 1, let first = cells.first, let last = cells.last else {
            return "cell \(cells.first ?? 0) is"
        }
        if cells.count > 3, last - first == cells.count - 1 { return "cells \(first) to \(last) are" }
        return "cells \(cells.dropLast().map(String.init).joined(separator: ", ")) and \(last) are"
    }
}

extension Permission {
    /// True for what leaves something behind outside of the sandbox, or may.
    fileprivate var goesOut: Bool { [.write, .net, .run, .ffi].contains(kind) }
}
