internal import Cloche

/// What the program ends with.
struct ExitStatus: Sendable, Equatable {
    /// The number that the shell sees.
    let code: Int32

    /// The cell ran to its end.
    static let success = ExitStatus(code: 0)
    /// The cell raised an exception.
    static let exception = ExitStatus(code: 1)
    /// The command line is wrong.
    static let usage = ExitStatus(code: 2)
    /// The cell ran longer than its timeout; the number is that of coreutils' `timeout`.
    static let timeout = ExitStatus(code: 124)
    /// Cloche itself failed.
    static let failure = ExitStatus(code: 125)
    /// The user interrupted the cell.
    static let interrupted = ExitStatus(code: 130)
    /// The reader of stdout went away; what a shell shows for SIGPIPE.
    static let brokenPipe = ExitStatus(code: 141)

    /// What a program ends with that a signal told to end.
    static func signal(_ number: Int32) -> ExitStatus {
        ExitStatus(code: 128 + number)
    }

    /// The status for the outcome of a cell.
    static func of(_ result: ExecutionResult) -> ExitStatus {
        // As the kernel does it with the argument of exit.
        if let code = result.exitCode { return ExitStatus(code: Int32(code & 0xFF)) }
        switch result.status {
        case .ok: return .success
        case .error: return .exception
        case .interrupted: return .interrupted
        case .timedOut: return .timeout
        case .died: return .failure
        }
    }
}
