internal import Dispatch
internal import Synchronization

/// Runs an asynchronous call and blocks the calling thread until it has returned.
func wait<Value: Sendable>(_ call: @escaping @Sendable () async -> Value) -> Value {
    let outcome = BlockingOutcome<Value>()
    Task.detached { outcome.finish(await call()) }
    return outcome.wait()
}

/// Runs an asynchronous call that may fail and blocks the calling thread until it has returned.
func waitThrowing<Value: Sendable>(
    _ call: @escaping @Sendable () async throws(ClocheError) -> Value
) throws(ClocheError) -> Value {
    let outcome = wait { () async -> Result<Value, ClocheError> in
        do throws(ClocheError) {
            return .success(try await call())
        } catch {
            return .failure(error)
        }
    }
    return try outcome.get()
}

/// Carries a value from the task that makes it to the thread that waits for it.
private final class BlockingOutcome<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let done = DispatchSemaphore(value: 0)

    func finish(_ result: Value) {
        value.withLock { $0 = result }
        done.signal()
    }

    func wait() -> Value {
        while true {
            done.wait()
            if let result = value.withLock({ $0 }) { return result }
        }
    }
}

/// Runs a call that waits for the disk on a thread that may wait, and returns what it returns.
func withBlockingCall<Value: Sendable>(
    _ call: @escaping @Sendable () throws(ClocheError) -> Value
) async throws(ClocheError) -> Value {
    let result: Result<Value, ClocheError> = await withCheckedContinuation { continuation in
        DispatchQueue.global().async {
            do throws(ClocheError) {
                continuation.resume(returning: .success(try call()))
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
    }
    return try result.get()
}
