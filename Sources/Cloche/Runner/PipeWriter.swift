import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The writing end of a pipe.
///
/// What fits into the pipe is written at once; the rest waits for a thread of its own.
final class PipeWriter: Sendable {
    private struct Item {
        var bytes: [UInt8]
        var written: Int
        let caller: CheckedContinuation<String?, Never>
    }

    private struct State {
        var items: [Item] = []
        var isClosing = false
        /// Why nothing can be written any more.
        var failure: String?
    }

    private let descriptor: Int32
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    /// Takes over a descriptor, which is closed by ``close()``.
    init(descriptor: Int32) throws(ClocheError) {
        self.descriptor = descriptor
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        try BlockingThread.start { [self] in run() }
    }

    /// Writes bytes after those of earlier calls, and returns when the pipe has taken them.
    ///
    /// - Throws: ``ClocheError`` with the code `transportClosed`.
    func send(_ bytes: [UInt8]) async throws(ClocheError) {
        let failure = await withCheckedContinuation { continuation in
            let (isDone, failure) = begin(bytes, continuation)
            if isDone { continuation.resume(returning: failure) } else { work.signal() }
        }
        if let failure { throw .transportClosed("send to the runner", failure) }
    }

    /// Closes the pipe when everything that was sent before is written, or has failed.
    func close() {
        state.withLock { $0.isClosing = true }
        work.signal()
    }

    private func begin(
        _ bytes: [UInt8],
        _ caller: CheckedContinuation<String?, Never>
    ) -> (isDone: Bool, failure: String?) {
        state.withLock { state in
            if let failure = state.failure { return (true, failure) }
            guard !state.isClosing else { return (true, "its input is closed") }
            var item = Item(bytes: bytes, written: 0, caller: caller)
            if state.items.isEmpty { state.failure = write(&item) }
            if state.failure != nil || item.written == bytes.count { return (true, state.failure) }
            state.items.append(item)
            return (false, nil)
        }
    }

    /// Writes until the item is written or the pipe is full; a text when the pipe is broken.
    private func write(_ item: inout Item) -> String? {
        while item.written < item.bytes.count {
            let count = item.bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[item.written...])
                return retryInterrupted { Self.write(descriptor, rest) }
            }
            guard count >= 0 else { return errno == EAGAIN ? nil : errorText(errno) }
            item.written += count
        }
        return nil
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// Writes what did not fit at once, and closes the descriptor at the end.
    private func run() {
        while true {
            work.wait()
            while state.withLock({ !$0.items.isEmpty }) {
                waitForRoom()
                writeFirst()
            }
            let isClosed = state.withLock { state in
                guard state.isClosing, state.items.isEmpty else { return false }
                state.failure = state.failure ?? "its input is closed"
                closeDescriptor()
                return true
            }
            if isClosed { return }
        }
    }

    private func waitForRoom() {
        var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = retryInterrupted { waitForEvents(&poll) }
    }

    private func writeFirst() {
        let finished = state.withLock { state -> [Item] in
            guard var item = state.items.first else { return [] }
            state.failure = write(&item)
            if state.failure != nil {
                defer { state.items = [] }
                return state.items
            }
            guard item.written == item.bytes.count else {
                state.items[0] = item
                return []
            }
            state.items.removeFirst()
            return [item]
        }
        let failure = state.withLock(\.failure)
        for item in finished { item.caller.resume(returning: failure) }
    }

    private func closeDescriptor() {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}

private func waitForEvents(_ events: inout pollfd) -> Int32 {
    poll(&events, 1, -1)
}
