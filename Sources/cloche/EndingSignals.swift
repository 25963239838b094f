internal import ClocheTerminal

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The signals that ask the program to end.
struct EndingSignals: Sendable {
    /// How long the sandbox has to end in an orderly way, in seconds.
    private static let grace: UInt32 = 2

    /// The signal that came.
    private let number = Latch<Int32>()

    /// What the program ends with, once such a signal came.
    var status: ExitStatus? { number.value.map(ExitStatus.signal) }

    /// Ends the program on SIGTERM and SIGHUP after cleaning up, or after the grace time without.
    ///
    /// - Parameters:
    ///   - cleanUp: ends everything in an orderly way.
    ///   - atLast: is called before the program ends without having done so.
    func watch(_ cleanUp: @escaping @Sendable () async -> Void, atLast: @escaping @Sendable () -> Void = {}) {
        for signal in [SIGTERM, SIGHUP] {
            SignalCenter.shared.handle(signal) { [number] in
                number.set(signal)
                Task {
                    await cleanUp()
                    exit(ExitStatus.signal(signal).code)
                }
                sleep(Self.grace)
                atLast()
                exit(ExitStatus.signal(signal).code)
            }
        }
    }
}
