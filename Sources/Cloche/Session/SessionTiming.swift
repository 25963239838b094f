/// The times that a session keeps, and the clock it keeps them by.
package struct SessionTiming: Sendable {
    /// How long an interrupted cell may go on before the sandbox is ended.
    package var grace = Duration.seconds(1)

    /// How long the sandbox has to be idle before a checkpoint is taken.
    package var idle = Duration.milliseconds(20)

    /// How much computing may be lost: after cells of this time together, a checkpoint is taken before the next cell.
    package var checkpointDue = Duration.seconds(1)

    /// How many times as long as the last checkpoint took has to pass before the next one, where cells follow each
    /// other without a pause: a tenth of the time at most goes into checkpoints then.
    package var checkpointSpacing = 10

    /// How long a checkpoint may hold up a user who is not told.
    package var patience = Duration.milliseconds(250)

    /// How long Python may take to be ready.
    package var boot = Duration.seconds(60)

    /// How long the sandbox may take to answer what takes no computing.
    package var request = Duration.seconds(20)

    /// How long a checkpoint may take, and the way back to one: all of Python's memory is gone through, which takes seconds
    /// where it is large, and many of them on a busy machine.
    package var checkpoint = Duration.seconds(300)

    /// How long an answer is waited for that only helps to type.
    package var question = Duration.seconds(2)

    /// How long text waits because a secret may begin with it.
    package var release = Duration.milliseconds(50)

    /// Returns after a time, or throws when the task is cancelled before.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// How often the memory of a runner whose cell runs is looked at.
    package var memoryWatch = Duration.milliseconds(250)

    /// The time that has passed since some fixed moment.
    package var now: @Sendable () -> Duration

    /// Makes the usual times, kept by the system's continuous clock.
    package init() {
        let start = ContinuousClock.now
        sleep = { try await ContinuousClock().sleep(for: $0) }
        now = { ContinuousClock.now - start }
    }

    /// Waits for a time; false where the task was cancelled before it had passed.
    func hasPassed(_ duration: Duration) async -> Bool {
        do {
            try await sleep(duration)
            return !Task.isCancelled
        } catch {
            return false
        }
    }

    /// Waits until a task is done, but for a time at most; the task goes on then.
    func wait(for task: Task<Void, Never>, atMost duration: Duration) async {
        await withCheckedContinuation { continuation in
            let wake = Wake(continuation)
            let timer = Task {
                _ = await hasPassed(duration)
                wake.call()
            }
            Task {
                await task.value
                wake.call()
                timer.cancel()
            }
        }
    }
}
