internal import ArgumentParser
internal import Cloche
internal import ClocheREPL

/// What bounds a cell.
struct LimitOptions: ParsableArguments {
    /// The value of `--timeout`.
    enum Timeout: Sendable, Equatable {
        /// No limit.
        case off
        /// How long a cell may run.
        case after(Duration)
    }

    @Option(
        help: ArgumentHelp("How long a cell may run; 'off' for no limit (default: 30).", valueName: "seconds"),
        transform: Self.parseTimeout
    )
    var timeout: Timeout?

    @Option(
        help: ArgumentHelp("How much memory Python may use (default: 512).", valueName: "mib"),
        transform: Self.parseMemory
    )
    var memory: Int?

    @Option(
        help: ArgumentHelp("How much output of a cell is shown (default: 1048576).", valueName: "bytes"),
        transform: Self.parseOutput
    )
    var maxOutput: Int?

    /// The limits with the defaults of what was not given.
    var limits: Limits {
        var limits = Limits()
        switch timeout {
        case .off: limits.timeout = nil
        case .after(let duration): limits.timeout = duration
        case nil: break
        }
        if let memory { limits.memory = memory }
        if let maxOutput { limits.output = maxOutput }
        return limits
    }

    @Sendable private static func parseTimeout(_ text: String) throws(UsageError) -> Timeout {
        try usage { () throws(REPLError) in try DurationText.parse(text) }.map(Timeout.after) ?? .off
    }

    @Sendable private static func parseMemory(_ text: String) throws(UsageError) -> Int {
        try usage { () throws(REPLError) in try ByteText.parseMemory(text) }
    }

    @Sendable private static func parseOutput(_ text: String) throws(UsageError) -> Int {
        guard let bytes = Int(text), Limits.outputRange.contains(bytes) else {
            let bounds = "from \(Limits.outputRange.lowerBound) to \(Limits.outputRange.upperBound)"
            throw UsageError("'\(text)' is not a number of bytes \(bounds)")
        }
        return bytes
    }

    private static func usage<Value>(_ work: () throws(REPLError) -> Value) throws(UsageError) -> Value {
        do {
            return try work()
        } catch {
            throw UsageError(error.message)
        }
    }
}
