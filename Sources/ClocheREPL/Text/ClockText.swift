internal import Cloche
internal import ClocheTerminal

/// Says when something happened by the clock on the wall, to the second for today.
package enum ClockText {
    /// Describes a time.
    ///
    /// - Parameters:
    ///   - time: Milliseconds since 1970.
    ///   - now: The present, likewise.
    ///   - offset: How many seconds the clock on the wall is ahead of UTC at a time in seconds.
    /// - Returns: Such as `16:05:09` or `2026-11-20 16:05`.
    package static func describe(
        _ time: Int,
        now: Int,
        offset: (Int) -> Int = HistoryTime.localOffset
    ) -> String {
        let text = local(time, offset)
        let isToday = text.prefix(10) == local(now, offset).prefix(10)
        return isToday ? String(text.dropFirst(11).prefix(8)) : "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }

    /// The date and the time by the clock on the wall, such as `2026-11-20 16:05:09`.
    static func full(_ time: Int, offset: (Int) -> Int = HistoryTime.localOffset) -> String {
        let text = local(time, offset)
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }

    private static func local(_ time: Int, _ offset: (Int) -> Int) -> String {
        AuditTime.text(time + offset(Int((Double(time) / 1000).rounded(.down))) * 1000)
    }
}
