internal import ClocheTerminal

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The signals that ask the program to end.
enum EndingSignals {
    /// How long the sandbox has to end in an orderly way, in seconds.
    private static let grace: UInt32 = 2

    /// Ends the program on SIGTERM and SIGHUP after cleaning up, or after the grace time without.
    static func watch(_ cleanUp: @escaping @Sendable () async -> Void) {
        for number in [SIGTERM, SIGHUP] {
            SignalCenter.shared.handle(number) {
                Task {
                    await cleanUp()
                    exit(ExitStatus.signal(number).code)
                }
                sleep(grace)
                exit(ExitStatus.signal(number).code)
            }
        }
    }
}
