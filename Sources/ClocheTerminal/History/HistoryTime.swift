#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Says when a cell was run: the time of day for today, else the date.
package enum HistoryTime {
    /// The text for a time, such as `16:05` or `2026-11-20`.
    ///
    /// - Parameters:
    ///   - time: seconds since 1970.
    ///   - now: the present, likewise.
    ///   - offset: how many seconds the clock on the wall is ahead of UTC at a time.
    /// - Returns: at most ten characters.
    package static func describe(_ time: Int, now: Int, offset: (Int) -> Int = Self.localOffset) -> String {
        let then = parts(time + offset(time))
        let today = parts(now + offset(now))
        guard then.tm_year == today.tm_year, then.tm_yday == today.tm_yday else {
            let (year, month) = (Int(then.tm_year) + 1900, Int(then.tm_mon) + 1)
            return "\(padded(year, 4))-\(padded(month, 2))-\(padded(Int(then.tm_mday), 2))"
        }
        return "\(padded(Int(then.tm_hour), 2)):\(padded(Int(then.tm_min), 2))"
    }

    /// How many seconds the clock on the wall is ahead of UTC, from `TZ` or the system's time zone.
    package static func localOffset(_ time: Int) -> Int {
        var time = time_t(time)
        var parts = tm()
        tzset()
        return localtime_r(&time, &parts) == nil ? 0 : Int(parts.tm_gmtoff)
    }

    private static func parts(_ time: Int) -> tm {
        var time = time_t(time)
        var parts = tm()
        gmtime_r(&time, &parts)
        return parts
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
