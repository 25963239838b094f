#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A command that has the terminal for itself while it runs, such as an editor or a pager.
///
/// The shell reads the command, so that it may have options. Meanwhile this process leaves Ctrl-C and Ctrl-\ to it, and
/// stops with it on Ctrl-Z, without touching the terminal. Run it in `LineSource.lend`.
package struct ExternalProgram: Sendable {
    /// What a shell gives for a command that it does not find.
    static let notFound: Int32 = 127

    /// The command, as one types it into a shell.
    package var command: String
    /// Words that follow the command, whatever characters they hold.
    package var arguments: [String] = []
    /// What it reads from its standard input; nil for the terminal.
    package var input: String?
    /// Variables beside those of this process.
    package var environment: [String: String] = [:]

    /// Makes a program of a command.
    package init(_ command: String) {
        self.command = command
    }

    /// Runs the command to its end; blocks the thread.
    ///
    /// - Returns: its exit status, 128 and the number of the signal that ended it, or 127 where it cannot be started.
    package func run() -> Int32 {
        let signals = SignalActions.leavingTerminal()
        defer { signals.restore() }
        var ends: [Int32] = [-1, -1]
        if input != nil {
            guard pipe(&ends) == 0 else { return Self.notFound }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        let process = spawn(input: input == nil ? STDIN_FILENO : ends[0])
        if input != nil { close(ends[0]) }
        defer { if input != nil { close(ends[1]) } }
        guard let process else { return Self.notFound }
        if let input { Self.write(input, to: ends[1]) }
        if input != nil {
            close(ends[1])
            ends[1] = -1
        }
        return Self.wait(for: process)
    }

    private func spawn(input: Int32) -> pid_t? {
        #if canImport(Glibc)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if input != STDIN_FILENO { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
        var all = sigset_t()
        var none = sigset_t()
        sigfillset(&all)
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let words = ["/bin/sh", "-c", arguments.isEmpty ? command : command + " \"$@\"", "sh"] + arguments
        var argumentPointers = words.map { strdup($0) } + [nil]
        var variablePointers = Environment.list(with: environment).map { strdup($0) } + [nil]
        defer { (argumentPointers + variablePointers).forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, words[0], &actions, &attributes, &argumentPointers, &variablePointers)
        return code == 0 ? process : nil
    }

    /// Writes the text until the program has it or reads no more.
    private static func write(_ text: String, to descriptor: Int32) {
        // A pager that is left early must not end this process.
        let old = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, old) }
        var text = text
        text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return }
            var done = 0
            while done < bytes.count {
                let count = SystemCalls.write(descriptor, start + done, bytes.count - done)
                guard count > 0 || errno == EINTR else { return }
                done += max(0, count)
            }
        }
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return notFound }
        }
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    }
}
