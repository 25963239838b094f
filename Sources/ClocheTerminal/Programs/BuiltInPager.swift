#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The pager that is part of cloche, on the other screen of the terminal.
struct BuiltInPager {
    private static let enterSequences = "\u{1B}[?1049h\u{1B}[?25l"
    private static let leaveSequences = "\u{1B}[?25h\u{1B}[?1049l"

    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Shows the text until the user leaves; blocks the thread.
    ///
    /// - Returns: 0, as a command that went well.
    func run() -> Int32 {
        guard let mode = TerminalMode.current else { return 0 }
        let signals = SignalPipe([SIGWINCH] + LineEditor.deadlySignals)
        mode.keys.apply()
        Terminal.write(Self.enterSequences)
        let ending = show(signals)
        Terminal.write(Self.leaveSequences)
        mode.apply()
        signals.restore()
        if let ending { kill(getpid(), ending) }
        return 0
    }

    /// Paints and handles keys; returns the signal that ends the program, where one came.
    private func show(_ signals: SignalPipe) -> Int32? {
        var screen = PagerScreen(text, size: Terminal.currentSize)
        var decoder = KeyDecoder()
        while true {
            Terminal.write(screen.frame())
            var descriptors = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.reader, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&descriptors, nfds_t(descriptors.count), decoder.patience ?? -1)
            for signal in signals.take() {
                guard signal == SIGWINCH else { return signal }
                screen.resize(Terminal.currentSize)
            }
            if ready > 0, descriptors[0].revents != 0, !read(into: &decoder) { return nil }
            while let key = decoder.next(isOverdue: ready == 0) {
                guard screen.handle(key) else { return nil }
            }
        }
    }

    /// Takes a byte that was typed; false at the end of the terminal.
    private func read(into decoder: inout KeyDecoder) -> Bool {
        // What is typed after the key that leaves belongs to the next prompt.
        var byte: UInt8 = 0
        let count = SystemCalls.read(STDIN_FILENO, &byte, 1)
        if count > 0 { decoder.feed([byte]) }
        return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN))
    }
}
