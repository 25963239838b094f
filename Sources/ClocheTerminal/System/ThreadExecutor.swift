import Synchronization

/// Runs the jobs of an actor on one thread of their own, which they may block.
///
/// The thread holds the executor, so both live for the rest of the process.
final class ThreadExecutor: SerialExecutor {
    private let queue = Mutex<[UnownedJob]>([])
    private let wake = WakePipe()

    /// Starts the thread.
    init() {
        startThread { self.run() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.withLock { $0.append(job) }
        wake.signal()
    }

    private func run() {
        while true {
            wake.wait()
            _ = wake.drain()
            let jobs = queue.withLock { queue in
                defer { queue = [] }
                return queue
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        }
    }
}
