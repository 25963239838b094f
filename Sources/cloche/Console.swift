internal import Cloche
internal import ClocheREPL
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The standard streams and the environment of the process.
struct Console: Sendable {
    /// Takes what belongs to stdout.
    let stdout: FileDescriptorSink
    /// Takes what belongs to stderr.
    let stderr: FileDescriptorSink
    /// What ended stdout before the program did: nobody reads it any more, or the disk is full.
    let brokenOutput: Latch<SystemError>

    init() {
        let brokenOutput = Latch<SystemError>()
        stdout = FileDescriptorSink(STDOUT_FILENO) { brokenOutput.set(SystemError(number: $0)) }
        stderr = FileDescriptorSink(STDERR_FILENO)
        self.brokenOutput = brokenOutput
    }

    /// Whether a person sits at both ends.
    var isInteractive: Bool { isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO) }

    /// Whether a descriptor is a terminal.
    func isTerminal(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1
    }

    /// The size of the terminal, 80 by 24 where there is none.
    var size: TerminalSize {
        var window = winsize()
        let isKnown = [STDOUT_FILENO, STDERR_FILENO, STDIN_FILENO].contains {
            ioctl($0, UInt(TIOCGWINSZ), &window) == 0 && window.ws_col > 0 && window.ws_row > 0
        }
        return isKnown ? TerminalSize(columns: Int(window.ws_col), rows: Int(window.ws_row)) : TerminalSize()
    }

    /// A variable of the environment; nil where it is missing or empty.
    func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// The colours for a stream; see ``isColored(_:_:)``.
    func palette(_ descriptor: Int32, _ choice: ColorChoice) -> Palette {
        Palette(isEnabled: isColored(descriptor, choice))
    }

    /// Whether a stream gets colours: a pipe never does, a terminal as was chosen, else as https://no-color.org says.
    func isColored(_ descriptor: Int32, _ choice: ColorChoice) -> Bool {
        switch choice {
        case .off: false
        case .on: isTerminal(descriptor)
        case .automatic:
            isTerminal(descriptor) && variable("NO_COLOR") == nil && ![nil, "dumb"].contains(variable("TERM"))
        }
    }

    /// Says what went wrong; what a file or a cell put into the message is shown as text.
    func complain(_ message: String) {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(PlainText.line)
        stderr.write("cloche: \(lines.joined(separator: "\n"))\n")
    }
}
