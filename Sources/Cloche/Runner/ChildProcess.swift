import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One process that ``SpawnRequest`` started, and its process group, until it is reaped.
final class ChildProcess: Sendable {
    private struct State {
        var isReaped = false
        /// Set when everything after the reaping is done, too.
        var exit: ProcessExit?
        var waiters: [CheckedContinuation<ProcessExit, Never>] = []
    }

    let pid: Int32
    private let state = Mutex(State())

    /// Takes over a process, and reaps it whenever it ends.
    ///
    /// `atExit` runs after that, on a thread of its own.
    init(pid: Int32, atExit: @escaping @Sendable () -> Void) throws(ClocheError) {
        self.pid = pid
        do throws(ClocheError) {
            try BlockingThread.start { [self] in
                let exit = reap()
                atExit()
                publish(exit)
            }
        } catch {
            Self.killGroup(pid)
            _ = Self.collect(pid)
            throw error
        }
    }

    /// Kills the whole process group, if the process is not reaped yet.
    func terminate() {
        // Under the lock: after the reaping the number may belong to somebody else.
        state.withLock { state in
            if !state.isReaped { Self.killGroup(pid) }
        }
    }

    /// How much memory the process has in use, in bytes; nil where that cannot be told, or the process has ended.
    var residentBytes: Int? {
        // Under the lock: after the reaping the number may belong to somebody else.
        state.withLock { $0.isReaped ? nil : ResidentMemory.bytes(of: pid) }
    }

    /// Returns when the process is reaped and what it left is removed.
    func waitForExit() async -> ProcessExit {
        await withCheckedContinuation { continuation in
            let exit = state.withLock { state -> ProcessExit? in
                if state.exit == nil { state.waiters.append(continuation) }
                return state.exit
            }
            if let exit { continuation.resume(returning: exit) }
        }
    }

    private func reap() -> ProcessExit {
        // Waits without reaping first, so that the group's number stays taken while its remains are killed.
        var information = siginfo_t()
        _ = retryInterrupted { waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) }
        return state.withLock { state in
            Self.killGroup(pid)
            state.isReaped = true
            return Self.collect(pid)
        }
    }

    private func publish(_ exit: ProcessExit) {
        let waiters = state.withLock { state in
            state.exit = exit
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: exit) }
    }

    private static func killGroup(_ pid: Int32) {
        _ = kill(-pid, SIGKILL)
    }

    /// Reaps the process, and takes the status word apart as <sys/wait.h> does.
    private static func collect(_ pid: Int32) -> ProcessExit {
        var status: Int32 = 0
        guard retryInterrupted({ waitpid(pid, &status, 0) }) == pid else { return .status(-1) }
        let signal = status & 0x7f
        return signal == 0 ? .status(status >> 8 & 0xff) : .signal(signal)
    }
}
