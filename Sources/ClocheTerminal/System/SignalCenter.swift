import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Delivers the signals of the process to closures, on a thread of its own.
///
/// The handler only writes the signal's number to a pipe, so the closures may do anything.
package final class SignalCenter: Sendable {
    /// The one of this process.
    package static let shared = SignalCenter()

    /// The writing end of the pipe, for the handler, which cannot reach anything else.
    private static let writer = Atomic<Int32>(-1)

    private let wake = WakePipe()
    private let closures = Mutex<[Int32: @Sendable () -> Void]>([:])

    private init() {
        Self.writer.store(wake.writer, ordering: .relaxed)
        startThread { self.run() }
    }

    /// Calls a closure for every arrival of a signal, instead of the closure before it.
    ///
    /// - Returns: false when the process was started with the signal ignored, which then stays so.
    @discardableResult
    package func handle(_ number: Int32, _ closure: @escaping @Sendable () -> Void) -> Bool {
        let isIgnored = unsafeBitCast(signal(number, SIG_IGN), to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
        guard !isIgnored else { return false }
        closures.withLock { $0[number] = closure }
        install(number)
        return true
    }

    /// Gives a signal its default effect again.
    package func restore(_ number: Int32) {
        let closure = closures.withLock { $0.removeValue(forKey: number) }
        if closure != nil { signal(number, SIG_DFL) }
    }

    /// Whether a closure is called for a signal.
    func isHandled(_ number: Int32) -> Bool {
        closures.withLock { $0[number] != nil }
    }

    /// Lets a signal have its default effect now; returns when that was to stop and the process goes on.
    func raiseDefault(_ number: Int32) {
        signal(number, SIG_DFL)
        raise(number)
        install(number)
    }

    private func install(_ number: Int32) {
        signal(number) { number in
            let saved = errno
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(SignalCenter.writer.load(ordering: .relaxed), &byte, 1)
            errno = saved
        }
    }

    private func run() {
        while true {
            wake.wait()
            for byte in wake.drain() {
                let closure = closures.withLock { $0[Int32(byte)] }
                closure?()
            }
        }
    }
}
