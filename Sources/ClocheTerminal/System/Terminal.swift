import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The terminal on the standard input and output: its size, its modes, writing to it.
///
/// A class because its modes are the state of one device; what changes is behind a lock.
final class Terminal: Sendable {
    /// Whether both the standard input and output are a terminal that can move its cursor.
    static var isUsable: Bool {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1, let name = getenv("TERM") else { return false }
        return !["", "dumb", "unknown"].contains(String(cString: name))
    }

    /// The mode in which the terminal was found.
    private let original: TerminalMode?
    /// What undoes the escape sequences in force, such as that for bracketed paste.
    private let undo = Mutex("")
    /// The mode that was set last; nil while the terminal is as it was found.
    private let current = Mutex<TerminalMode?>(nil)

    /// Remembers how the terminal is now.
    init() {
        original = TerminalMode.current
        CrashGuard.install(original)
    }

    /// The size in character cells; a terminal that does not know it counts as 80 by 24.
    var size: WindowSize { Self.currentSize }

    /// The size in character cells; a terminal that does not know it counts as 80 by 24.
    static var currentSize: WindowSize {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0, window.ws_row > 0 else {
            return WindowSize(columns: 80, rows: 24)
        }
        return WindowSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
    }

    /// Writes text, with `sequencesToUndo` in force after it.
    func write(_ text: String, undoneBy sequencesToUndo: String) {
        undo.withLock { $0 = sequencesToUndo }
        write(text)
    }

    /// Writes text.
    func write(_ text: String) { Self.write(text) }

    /// Writes text to the standard output, in one call where that takes it whole.
    static func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return }
            var done = 0
            while done < bytes.count {
                let count = SystemCalls.write(STDOUT_FILENO, start + done, bytes.count - done)
                if count > 0 {
                    done += count
                } else if errno == EAGAIN {
                    var descriptor = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                    poll(&descriptor, 1, -1)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }

    /// Sets the mode for a running cell: keys are kept for the next read, unseen, and Ctrl-C and Ctrl-Z send signals.
    func enterRunningMode() {
        guard let mode = original?.running else { return }
        current.withLock { $0 = mode }
        mode.apply()
    }

    /// Sets the last mode again, after the process was stopped without being asked and someone else had the terminal.
    func takeBack() {
        current.withLock(\.self)?.apply()
    }

    /// Puts everything back as it was found.
    func restore() {
        let sequences = undo.withLock { sequences in
            defer { sequences = "" }
            return sequences
        }
        if !sequences.isEmpty { write(sequences) }
        current.withLock { $0 = nil }
        original?.apply()
    }

    /// Runs a closure, which may stop the process, with everything as it was found.
    func restoring(_ body: () -> Void) {
        let mode = TerminalMode.current
        let sequences = undo.withLock { $0 }
        let current = current.withLock(\.self)
        restore()
        body()
        mode?.apply()
        self.current.withLock { $0 = current }
        undo.withLock { $0 = sequences }
    }
}
