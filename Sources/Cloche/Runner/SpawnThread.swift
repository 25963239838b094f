import Dispatch
import Synchronization

/// The one thread that starts processes.
///
/// `PR_SET_PDEATHSIG` fires when the THREAD that forked ends, so a process that was started from a thread of a pool
/// would be killed when the pool shrinks. This thread lives as long as the program.
final class SpawnThread: Sendable {
    private struct Queue {
        var jobs: [@Sendable () -> Void] = []
        var isStarted = false
    }

    static let shared = SpawnThread()

    private let queue = Mutex(Queue())
    private let ready = DispatchSemaphore(value: 0)

    /// Starts a process on the permanent thread.
    func spawn(_ request: SpawnRequest) async throws(ClocheError) -> Int32 {
        try start()
        let result: Result<Int32, ClocheError> = await withCheckedContinuation { continuation in
            add { continuation.resume(returning: Result { () throws(ClocheError) in try request.spawn() }) }
        }
        return try result.get()
    }

    private func start() throws(ClocheError) {
        let isStarted = queue.withLock { queue in
            defer { queue.isStarted = true }
            return queue.isStarted
        }
        guard !isStarted else { return }
        do throws(ClocheError) {
            try BlockingThread.start { SpawnThread.shared.run() }
        } catch {
            queue.withLock { $0.isStarted = false }
            throw error
        }
    }

    private func add(_ job: @escaping @Sendable () -> Void) {
        queue.withLock { $0.jobs.append(job) }
        ready.signal()
    }

    private func run() {
        while true {
            ready.wait()
            let job = queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
            job?()
        }
    }
}
