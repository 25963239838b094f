import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts the terminal back as it was found when the process crashes.
///
/// The handler of the signal calls nothing but what POSIX lets a handler call.
enum CrashGuard {
    private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]
    /// The address of the settings to go back to, which live as long as the process; 0 before there are any.
    private static let settings = Atomic<UInt>(0)

    /// Watches over the terminal from now on.
    static func install(_ mode: TerminalMode?) {
        guard let mode, settings.load(ordering: .relaxed) == 0 else { return }
        let stored = UnsafeMutablePointer<termios>.allocate(capacity: 1)
        stored.initialize(to: mode.settings)
        settings.store(UInt(bitPattern: stored), ordering: .relaxed)
        for number in signals {
            signal(number) { number in
                CrashGuard.restore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
    }

    /// Bracketed paste off, synchronised update off, cursor and plain style on, a new line, the old settings.
    private static func restore() {
        let sequence: StaticString = "\u{1B}[?2004l\u{1B}[?2026l\u{1B}[?25h\u{1B}[0m\r\n"
        _ = write(STDOUT_FILENO, sequence.utf8Start, sequence.utf8CodeUnitCount)
        guard let settings = UnsafePointer<termios>(bitPattern: settings.load(ordering: .relaxed)) else { return }
        tcsetattr(STDIN_FILENO, TCSANOW, settings)
    }
}
