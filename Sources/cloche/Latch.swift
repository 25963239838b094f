internal import Synchronization

/// A value that is set at most once, seen from any thread.
final class Latch<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var actions: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// The value, once it is set.
    var value: Value? { state.withLock(\.value) }

    /// Sets the value, where none is set.
    func set(_ value: Value) {
        let actions = state.withLock { state in
            guard state.value == nil else { return [@Sendable () -> Void]() }
            defer { state.actions = [] }
            state.value = value
            return state.actions
        }
        for action in actions { action() }
    }

    /// Does something when the value is set, or now where it is.
    func whenSet(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            if state.value == nil { state.actions.append(action) }
            return state.value != nil
        }
        if isLate { action() }
    }
}
