import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Takes signals as numbers in a pipe for a while, instead of what the process does about them else.
///
/// One at a time.
final class SignalPipe {
    /// The writing end, for the handler, which cannot reach anything else.
    private static let writer = Atomic<Int32>(-1)

    private let wake = WakePipe()
    private var actions = SignalActions()

    /// Readable when a signal came.
    var reader: Int32 { wake.reader }

    /// Takes signals from now on.
    init(_ numbers: [Int32]) {
        Self.writer.store(wake.writer, ordering: .relaxed)
        for number in numbers {
            actions.set(number) { number in
                let saved = errno
                var byte = UInt8(truncatingIfNeeded: number)
                _ = write(SignalPipe.writer.load(ordering: .relaxed), &byte, 1)
                errno = saved
            }
        }
    }

    /// The signals that came.
    func take() -> [Int32] { wake.drain().map(Int32.init) }

    /// Takes the signals as before.
    func restore() { actions.restore() }
}
