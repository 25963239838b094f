internal import Cloche

/// Durations as people write them: `:timeout 2.5`, `--timeout off`.
package enum DurationText {
    /// Reads a number of seconds, or `off`.
    ///
    /// - Returns: The duration, or nil for `off`.
    /// - Throws: `REPLError` with code `usage` for anything else.
    package static func parse(_ text: String) throws(REPLError) -> Duration? {
        if text == "off" { return nil }
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        guard isDecimal, let seconds = Double(text), seconds > 0, .seconds(seconds) <= Limits.longestTimeout else {
            throw .usage("'\(text)' is not a time; give seconds, such as 10 or 0.5, or 'off'")
        }
        return .milliseconds(max(1, Int64((seconds * 1000).rounded())))
    }

    /// Spells a duration in seconds without needless zeros: `30 s`, `0.25 s`.
    package static func describe(_ duration: Duration) -> String {
        seconds(duration) + " s"
    }

    /// Spells a duration as a number of seconds, to the microsecond.
    package static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let micros = attoseconds / 1_000_000_000_000
        if micros == 0 { return "\(seconds)" }
        let digits = String(micros)
        var fraction = String(repeating: "0", count: 6 - digits.count) + digits
        while fraction.last == "0" { fraction.removeLast() }
        return "\(seconds).\(fraction)"
    }
}
