internal import Synchronization

/// Something that happens at most once, seen from any thread.
final class Flag: Sendable {
    private let state = Mutex<(isRaised: Bool, actions: [@Sendable () -> Void])>((false, []))

    /// Whether it has happened.
    var isRaised: Bool { state.withLock(\.isRaised) }

    /// Makes it happen.
    func raise() {
        let actions = state.withLock { state in
            defer { state = (true, []) }
            return state.actions
        }
        for action in actions { action() }
    }

    /// Does something when it happens, or now where it has.
    func whenRaised(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            if !state.isRaised { state.actions.append(action) }
            return state.isRaised
        }
        if isLate { action() }
    }
}
