import Synchronization

/// Runs the jobs of an actor on one thread of their own, which they may block.
///
/// The thread holds the executor and so both live for the rest of the process, or until `stop`.
final class ThreadExecutor: SerialExecutor {
    private struct Queue {
        var jobs: [UnownedJob] = []
        var isStopped = false
    }

    private let queue = Mutex(Queue())
    private let wake = WakePipe()

    /// Starts the thread.
    init() {
        startThread { self.run() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.jobs.append(job) }
        wake.signal()
    }

    /// Ends the thread after the jobs that wait; only once nothing else will be enqueued.
    func stop() {
        queue.withLock { $0.isStopped = true }
        wake.signal()
    }

    private func run() {
        while true {
            wake.wait()
            _ = wake.drain()
            let (jobs, isStopped) = queue.withLock { queue in
                defer { queue.jobs = [] }
                return (queue.jobs, queue.isStopped)
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            if isStopped && jobs.isEmpty { return }
        }
    }
}
