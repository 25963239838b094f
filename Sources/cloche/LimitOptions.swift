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

    @Option(
        help: ArgumentHelp("How much a session may send and receive (default: 1073741824).", valueName: "bytes"),
        transform: Self.parseNetBytes
    )
    var maxNetBytes: Int?

    /// The limits that were given.
    var assignments: [SettingAssignment] {
        let given = [
            ("timeout", timeout.map(Self.text)), ("memory", memory.map { "\($0 >> 20)" }),
            ("max-output", maxOutput.map { "\($0)" }), ("max-net-bytes", maxNetBytes.map { "\($0)" }),
        ]
        return given.compactMap { name, text in text.map { SettingAssignment(name, $0) } }
    }

    private static func text(_ timeout: Timeout) -> String {
        switch timeout {
        case .off: "off"
        case .after(let duration): DurationText.seconds(duration)
        }
    }

    @Sendable private static func parseTimeout(_ text: String) throws(UsageError) -> Timeout {
        try usage { () throws(REPLError) in try DurationText.parse(text) }.map(Timeout.after) ?? .off
    }

    @Sendable private static func parseMemory(_ text: String) throws(UsageError) -> Int {
        try usage { () throws(REPLError) in try ByteText.parseMemory(text) }
    }

    @Sendable private static func parseOutput(_ text: String) throws(UsageError) -> Int {
        try parseBytes(text, in: Limits.outputRange)
    }

    @Sendable private static func parseNetBytes(_ text: String) throws(UsageError) -> Int {
        try parseBytes(text, in: Limits.netBytesRange)
    }

    private static func parseBytes(_ text: String, in range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let bytes = Int(text), range.contains(bytes) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
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
