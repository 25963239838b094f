import Dispatch
import Synchronization

/// Bytes on their way from a blocking thread to one asynchronous reader, with a bound on what waits in between.
///
/// The writing thread sleeps while `capacity` is used up, so that a flood fills the pipe and stops its sender instead
/// of growing this process.
final class ByteStream: Sendable {
    private struct State {
        var pending: [UInt8] = []
        var reader: CheckedContinuation<[UInt8]?, Never>?
        var isFinished = false
        var isWriterWaiting = false
    }

    private let capacity: Int
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)

    /// Makes an empty stream.
    ///
    /// `capacity` is in bytes; one chunk may exceed it.
    init(capacity: Int = 4 << 20) {
        self.capacity = capacity
    }

    /// Adds bytes, and blocks the calling thread while there is no room; `false` when nobody reads any more.
    func push(_ bytes: [UInt8]) -> Bool {
        let (reader, waits) = state.withLock { state -> (CheckedContinuation<[UInt8]?, Never>?, Bool) in
            guard !state.isFinished else { return (nil, false) }
            if let reader = state.reader.take() { return (reader, false) }
            state.pending += bytes
            state.isWriterWaiting = state.pending.count >= capacity
            return (nil, state.isWriterWaiting)
        }
        reader?.resume(returning: bytes)
        if waits { room.wait() }
        return !state.withLock(\.isFinished)
    }

    /// Ends the stream; what is pending can still be read.
    func finish() {
        end { _ in }
    }

    /// Ends the stream and drops what is pending.
    func cancel() {
        end { $0.pending = [] }
    }

    /// What has come since the last call; `nil` at the end, and when the calling task is cancelled.
    ///
    /// One task calls it, again and again.
    func next() async -> [UInt8]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let (isReady, bytes, wakes) = take(or: continuation)
                if wakes { room.signal() }
                if isReady { continuation.resume(returning: bytes) }
            }
        } onCancel: {
            let reader = state.withLock { $0.reader.take() }
            reader?.resume(returning: nil)
        }
    }

    private func end(_ change: (inout State) -> Void) {
        let (reader, wakes) = state.withLock { state in
            state.isFinished = true
            change(&state)
            defer { state.isWriterWaiting = false }
            return (state.reader.take(), state.isWriterWaiting)
        }
        reader?.resume(returning: nil)
        if wakes { room.signal() }
    }

    /// Takes what is pending, or leaves the continuation for the next ``push(_:)``.
    private func take(
        or reader: CheckedContinuation<[UInt8]?, Never>
    ) -> (isReady: Bool, bytes: [UInt8]?, wakesWriter: Bool) {
        state.withLock { state in
            guard state.pending.isEmpty else {
                defer {
                    state.pending = []
                    state.isWriterWaiting = false
                }
                return (true, state.pending, state.isWriterWaiting)
            }
            guard !state.isFinished, !Task.isCancelled else { return (true, nil, false) }
            state.reader = reader
            return (false, nil, false)
        }
    }
}
