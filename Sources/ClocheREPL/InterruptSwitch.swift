internal import Synchronization

/// Decides what Ctrl-C is for: the line being typed, the running cell, or something else that goes on.
package final class InterruptSwitch: Sendable {
    private struct State {
        var isCellRunning = false
        /// Ends what goes on beside a cell.
        var cancel: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    private let interruptCell: @Sendable () -> Void
    private let cancelLine: @Sendable () -> Void

    /// Makes a switch at the line being typed.
    package init(cell: @escaping @Sendable () -> Void, line: @escaping @Sendable () -> Void) {
        interruptCell = cell
        cancelLine = line
    }

    /// Stops what is going on; safe from any thread.
    package func interrupt() {
        let state = state.withLock { $0 }
        if let cancel = state.cancel { return cancel() }
        if state.isCellRunning { interruptCell() } else { cancelLine() }
    }

    /// Tells which of the two is going on.
    func setCellRunning(_ isRunning: Bool) {
        state.withLock { $0.isCellRunning = isRunning }
    }

    /// Sets what an interrupt ends before anything else; nil when that is over.
    func setTask(_ cancel: (@Sendable () -> Void)?) {
        state.withLock { $0.cancel = cancel }
    }
}
