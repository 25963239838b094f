internal import Cloche
internal import ClocheTerminal

/// Reads a time in the past: `90s`, `30m`, `2h`, `7d`, a date, or a date with a time.
enum AuditSince {
    private static let units: [Character: Int] = ["s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]

    /// Returns milliseconds since 1970; a time without a zone is by the clock on the wall.
    @Sendable static func parse(_ text: String) throws(UsageError) -> Int {
        try parse(text, now: AuditTime.now, offset: HistoryTime.localOffset)
    }

    static func parse(_ text: String, now: Int, offset: (Int) -> Int) throws(UsageError) -> Int {
        if let unit = text.last.flatMap({ units[$0] }), let number = Int(text.dropLast()),
            (0...1_000_000).contains(number)
        {
            return now - number * unit
        }
        // The clock may have been another one then: its offset at about that time counts.
        if let about = AuditTime.parse(text), let time = AuditTime.parse(text, offset: offset(about / 1000)) {
            return time
        }
        throw UsageError("'\(text)' is not a time; give one such as 30m, 2h, 7d, 2026-11-21 or 2026-11-21T19:00")
    }
}
