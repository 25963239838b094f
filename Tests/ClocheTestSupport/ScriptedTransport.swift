package import Cloche
internal import Synchronization

/// A transport without a process: the test plays the runner, byte by byte.
package final class ScriptedTransport: Transport {
    /// What the host has sent, one element for each call.
    package let sent: AsyncStream<[UInt8]>

    private let sentContinuation: AsyncStream<[UInt8]>.Continuation
    private let toHost: AsyncStream<[UInt8]>
    private let toHostContinuation: AsyncStream<[UInt8]>.Continuation
    private let iterator: Mutex<AsyncStream<[UInt8]>.Iterator>
    private let terminated = Mutex(false)
    private let resident = Mutex<Int?>(nil)

    /// Makes a transport on which nothing has been sent.
    package init() {
        (sent, sentContinuation) = AsyncStream.makeStream()
        (toHost, toHostContinuation) = AsyncStream.makeStream()
        iterator = Mutex(toHost.makeAsyncIterator())
    }

    /// True once the host has killed the runner.
    package var isTerminated: Bool { terminated.withLock { $0 } }

    /// Lets the host receive bytes.
    package func feed(_ bytes: [UInt8]) { toHostContinuation.yield(bytes) }

    /// Ends the runner by itself.
    package func end() {
        toHostContinuation.finish()
        sentContinuation.finish()
    }

    package func receive() async -> [UInt8]? {
        var iterator = iterator.withLock { $0 }
        return await iterator.next()
    }

    package func send(_ bytes: [UInt8]) async throws(ClocheError) {
        if case .terminated = sentContinuation.yield(bytes) {
            throw ClocheError(code: .transportClosed, message: "Cannot send: the runner has ended")
        }
    }

    package func terminate() {
        terminated.withLock { $0 = true }
        end()
    }

    package func close() async { end() }

    package var diagnostics: String { "" }

    package var residentBytes: Int? { resident.withLock { $0 } }

    /// Says how much memory the runner seems to have in use, in bytes.
    package func use(_ bytes: Int?) { resident.withLock { $0 = bytes } }
}
