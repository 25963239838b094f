import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A program on a pseudo-terminal of its own, with a small screen that shows what it wrote.
///
/// `send` types, `wait(until:)` reads what the program writes until the screen is as expected. Ends the program with it.
/// Not for use from several threads at a time.
package final class PTY {
    /// What the program has written so far.
    package private(set) var screen: Screen
    /// The bytes that the program has written so far.
    package private(set) var output: [UInt8] = []
    /// The process of the program, which leads its own session.
    package let processIdentifier: Int32
    /// The settings of the terminal before the program had it.
    package let firstSettings: TerminalSettings?
    private(set) var descriptor: Int32
    private let terminalName: [CChar]
    private var status: Int32?
    /// How many bytes were typed.
    package private(set) var sentCount = 0

    /// Starts a program with its terminal as standard input, output and error.
    ///
    /// - Parameters:
    ///   - executable: the path of the program.
    ///   - arguments: its arguments, without its own name.
    ///   - environment: added to a small one with `TERM`, `LANG`, `PATH` and a `HOME` that holds no settings.
    ///   - columns: the width of the terminal.
    ///   - rows: the height of the terminal.
    /// - Throws: `POSIXError` when the terminal or the process cannot be made.
    package init(
        _ executable: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        columns: Int = 80,
        rows: Int = 24
    ) throws {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        var descriptor: Int32 = -1
        var terminal: Int32 = -1
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&descriptor, &terminal, &name, nil, &size) == 0 else { throw POSIXError(.ENOTTY) }
        defer { Foundation.close(terminal) }
        for end in [descriptor, terminal] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.descriptor = descriptor
        terminalName = name
        firstSettings = TerminalSettings(descriptor)
        screen = Screen(columns: columns, rows: rows)
        let base = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent",
        ]
        let variables = base.merging(environment) { $1 }.map { "\($0)=\($1)" }
        processIdentifier = try Self.spawn([executable] + arguments, variables: variables, terminal: name)
    }

    deinit {
        if status == nil {
            kill(processIdentifier, SIGKILL)
            waitpid(processIdentifier, nil, 0)
        }
        hangUp()
    }

    /// Takes the terminal away from the program, as the end of its window does; it cannot be written to or read after that.
    package func hangUp() {
        guard descriptor >= 0 else { return }
        Foundation.close(descriptor)
        descriptor = -1
    }

    /// The group of processes that the terminal is for now.
    package var foregroundGroup: Int32 { tcgetpgrp(descriptor) }

    /// Types text; `\r` is Enter, `\u{3}` Ctrl-C, `\u{1B}[A` the Up key.
    package func send(_ text: String) { send(Array(text.utf8)) }

    /// Types bytes.
    package func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            // The program may be waiting for its output to be taken.
            read(milliseconds: 0)
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            guard poll(&waiting, 1, 100) > 0, waiting.revents & Int16(POLLOUT) != 0 else { continue }
            let count = rest.prefix(1024).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            sentCount += count
            rest = rest.dropFirst(count)
        }
    }

    /// The settings of the terminal now.
    package var settings: TerminalSettings? { TerminalSettings(descriptor) }

    /// How many bytes were typed that the program has not read.
    package var unreadCount: Int {
        let terminal = open(terminalName, O_RDWR | O_NOCTTY)
        guard terminal >= 0 else { return 0 }
        defer { Foundation.close(terminal) }
        var count: Int32 = 0
        return ioctl(terminal, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
    }

    /// Sends a signal to the program.
    package func signal(_ number: Int32) { kill(processIdentifier, number) }

    /// Takes what the program writes until something else than the screen is as expected.
    ///
    /// - Returns: whether the condition was satisfied in time.
    @discardableResult
    package func wait(timeout: Duration = .seconds(30), untilTrue condition: () -> Bool) -> Bool {
        let end = ContinuousClock.now + timeout
        while !condition() {
            guard ContinuousClock.now < end else { return false }
            if !read(milliseconds: 1) { usleep(200) }
        }
        while read(milliseconds: 0) {}
        return true
    }

    /// Changes the size of the window, which the program learns by SIGWINCH.
    package func resize(columns: Int, rows: Int) {
        read(milliseconds: 0)
        screen.resize(columns: columns, rows: rows)
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }

    /// Reads what the program writes until the screen satisfies a condition.
    ///
    /// - Parameters:
    ///   - timeout: how long to wait at most.
    ///   - condition: tried after each piece of output.
    /// - Returns: whether the condition was satisfied in time.
    @discardableResult
    package func wait(timeout: Duration = .seconds(30), until condition: (Screen) -> Bool) -> Bool {
        let end = ContinuousClock.now + timeout
        while !condition(screen) {
            let left = end - .now
            guard left > .zero, read(milliseconds: Int32(left / .milliseconds(1)) + 1) else { return condition(screen) }
        }
        return true
    }

    /// Waits until the screen shows a text.
    @discardableResult
    package func wait(for text: String, timeout: Duration = .seconds(30)) -> Bool {
        wait(timeout: timeout) { $0.text.contains(text) }
    }

    /// Reads the rest of the output and waits for the end of the program, which is killed when it takes too long.
    ///
    /// - Returns: the exit status, or 128 and the number of the signal.
    @discardableResult
    package func waitExit(timeout: Duration = .seconds(30)) -> Int32 {
        if let status { return status }
        let end = ContinuousClock.now + timeout
        var code: Int32 = 0
        while waitpid(processIdentifier, &code, WNOHANG) == 0 {
            if ContinuousClock.now > end { kill(processIdentifier, SIGKILL) }
            if !read(milliseconds: 5) { usleep(1000) }
        }
        while read(milliseconds: 0) {}
        let result = code & 0x7F == 0 ? (code >> 8) & 0xFF : 128 + (code & 0x7F)
        status = result
        return result
    }

    /// Reads one piece of output; false when there is none.
    @discardableResult
    private func read(milliseconds: Int32) -> Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return false }
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = Foundation.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return false }
        output += bytes[..<count]
        screen.feed(bytes[..<count])
        return true
    }

    /// Starts a process; opening the terminal as the leader of a new session makes it the controlling one.
    private static func spawn(_ arguments: [String], variables: [String], terminal: [CChar]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        // A test runner may have signals ignored or blocked.
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        let newSession: Int16 = 0x80
        posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var argumentPointers = arguments.map { strdup($0) } + [nil]
        var variablePointers = variables.map { strdup($0) } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, arguments[0], &actions, &attributes, &argumentPointers, &variablePointers)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .ENOEXEC) }
        return process
    }
}
