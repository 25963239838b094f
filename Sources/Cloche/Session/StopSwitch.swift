internal import Synchronization

/// The cells that run or wait, so that any thread can stop the one that is next to end.
final class StopSwitch: Sendable {
    private let runs = Mutex<[CellRun]>([])

    /// The cell that runs, or is the next to run.
    var first: CellRun? { runs.withLock(\.first) }

    /// Takes in a cell that was submitted.
    func add(_ run: CellRun) { runs.withLock { $0.append(run) } }

    /// Forgets a cell that has ended.
    func remove(_ run: CellRun) { runs.withLock { $0.removeAll { $0 === run } } }

    /// Asks the cell that runs, or is the next to run, to stop.
    func stop() {
        guard let run = first else { return }
        Task { await run.stop(.user) }
    }
}
