internal import Synchronization

/// Decides what Ctrl-C is for: the running cell, or the line being typed.
package final class InterruptSwitch: Sendable {
    private let isCellRunning = Mutex(false)
    private let interruptCell: @Sendable () -> Void
    private let cancelLine: @Sendable () -> Void

    /// Makes a switch at the line being typed.
    package init(cell: @escaping @Sendable () -> Void, line: @escaping @Sendable () -> Void) {
        interruptCell = cell
        cancelLine = line
    }

    /// Stops what is going on; safe from any thread.
    package func interrupt() {
        if isCellRunning.withLock({ $0 }) { interruptCell() } else { cancelLine() }
    }

    /// Tells which of the two is going on.
    func setCellRunning(_ isRunning: Bool) {
        isCellRunning.withLock { $0 = isRunning }
    }
}
