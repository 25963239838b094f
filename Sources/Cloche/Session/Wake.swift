internal import Synchronization

/// Wakes a caller that waits for the first of several things.
final class Wake: Sendable {
    private let caller: Mutex<CheckedContinuation<Void, Never>?>

    /// Takes the continuation of the caller, who waits.
    init(_ caller: CheckedContinuation<Void, Never>) {
        self.caller = Mutex(caller)
    }

    /// Wakes the caller; later calls do nothing.
    func call() {
        caller.withLock { $0.take() }?.resume()
    }
}
