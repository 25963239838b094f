internal import Synchronization

/// A clock on which time passes only when the test says so.
package final class ManualClock: Sendable {
    private struct Sleeper {
        var number: Int
        var duration: Duration
        var wake: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now = Duration.zero
        var sleepers: [Sleeper] = []
        var waiting: [(duration: Duration, wake: CheckedContinuation<Void, Never>)] = []
        var cancelled: Set<Int> = []
        var next = 0
    }

    private let state = Mutex(State())

    /// Makes a clock that stands at zero.
    package init() {}

    /// The time that has passed.
    package var now: Duration { state.withLock(\.now) }

    /// Sleeps until the test lets a sleep of this duration end, or the task is cancelled.
    package func sleep(_ duration: Duration) async throws {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let hasPassed = await withTaskCancellationHandler {
            await withCheckedContinuation { register(Sleeper(number: number, duration: duration, wake: $0)) }
        } onCancel: {
            cancel(number)
        }
        if !hasPassed { throw CancellationError() }
    }

    /// Waits until somebody sleeps for exactly this duration, and lets that sleep end.
    package func pass(_ duration: Duration) async {
        await sleeping(duration)
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.duration == duration }) else { return nil }
            state.now += duration
            return state.sleepers.remove(at: index)
        }
        sleeper?.wake.resume(returning: true)
    }

    /// Lets time pass without waking anybody.
    package func advance(_ duration: Duration) { state.withLock { $0.now += duration } }

    /// Waits until somebody sleeps for exactly this duration.
    package func sleeping(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            let isSleeping = state.withLock { state in
                if state.sleepers.contains(where: { $0.duration == duration }) { return true }
                state.waiting.append((duration, continuation))
                return false
            }
            if isSleeping { continuation.resume() }
        }
    }

    private func register(_ sleeper: Sleeper) {
        let (isCancelled, woken) = state.withLock { state -> (Bool, [CheckedContinuation<Void, Never>]) in
            if state.cancelled.remove(sleeper.number) != nil { return (true, []) }
            state.sleepers.append(sleeper)
            let woken = state.waiting.filter { $0.duration == sleeper.duration }.map(\.wake)
            state.waiting.removeAll { $0.duration == sleeper.duration }
            return (false, woken)
        }
        if isCancelled { sleeper.wake.resume(returning: false) }
        for wake in woken { wake.resume() }
    }

    private func cancel(_ number: Int) {
        let sleeper = state.withLock { state -> Sleeper? in
            guard let index = state.sleepers.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.sleepers.remove(at: index)
        }
        sleeper?.wake.resume(returning: false)
    }
}
