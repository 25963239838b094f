#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says when a cell was run: the time of day for today, else the date.
package enum HistoryTime {
    private static let day = 86_400

    /// The text for a time, such as `16:05` or `2026-11-20`.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - now: the present, likewise.
    ///   - offset: how many seconds the clock on the wall is ahead of UTC at a time.
    /// - Returns: at most ten characters.
    package static func describe(_ time: Int, now: Int, offset: (Int) -> Int = Self.localOffset) -> String {
        let local = time + offset(time)
        let days = floored(local, day)
        guard days == floored(now + offset(now), day) else { return date(days) }
        let minutes = (local - days * day) / 60
        return "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// How many seconds the clock on the wall is ahead of UTC, from `TZ` or the system's time zone.
    package static func localOffset(_ time: Int) -> Int {
        var time = time_t(time)
        var parts = tm()
        tzset()
        return localtime_r(&time, &parts) == nil ? 0 : Int(parts.tm_gmtoff)
    }

    /// The date of a day since 1970: Howard Hinnant's `civil_from_days`.
    private static func date(_ days: Int) -> String {
        let shifted = days + 719_468
        let era = floored(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
        return "\(padded(year, 4))-\(padded(month < 10 ? month + 3 : month - 9, 2))-\(padded(day, 2))"
    }

    private static func floored(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
