#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Times as the audit log writes them: RFC 3339, UTC, to the millisecond.
package enum AuditTime {
    /// From year 0 to year 9999, in seconds.
    private static let seconds = -62_167_219_200...253_402_300_799

    /// The present, in milliseconds since 1970.
    package static var now: Int { Int((Date().timeIntervalSince1970 * 1000).rounded(.down)) }

    /// The text of a time in milliseconds since 1970, such as `2026-11-21T19:12:03.123Z`.
    package static func text(_ time: Int) -> String {
        let rest = (time % 1000 + 1000) % 1000
        var seconds = time_t(min(max((time - rest) / 1000, Self.seconds.lowerBound), Self.seconds.upperBound))
        var parts = tm()
        gmtime_r(&seconds, &parts)
        let date = "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, 2) }.joined(separator: ":")
        return "\(date)T\(clock).\(padded(Int32(rest), 3))Z"
    }

    /// Reads a date, or a date and a time with or without its second, parts of it and its zone.
    ///
    /// - Parameters:
    ///   - text: such as `2026-11-21`, `2026-11-21T19:12` or `2026-11-21T19:12:03.123+01:00`.
    ///   - offset: how many seconds the clock on the wall is ahead of UTC where the text names no zone.
    /// - Returns: Milliseconds since 1970; nil for anything else.
    package static func parse(_ text: String, offset: Int = 0) -> Int? {
        var scanner = Scanner(text)
        guard let year = scanner.number(4), scanner.take("-"), let month = scanner.number(2), scanner.take("-"),
            let day = scanner.number(2), let midnight = midnight(year, month, day)
        else { return nil }
        if scanner.isAtEnd { return midnight - offset * 1000 }
        guard scanner.take("T") || scanner.take(" "), let clock = scanner.clock() else { return nil }
        guard let zone = scanner.isAtEnd ? offset : scanner.zone(), scanner.isAtEnd else { return nil }
        return midnight + clock - zone * 1000
    }

    /// Reads the parts of a time from the beginning of a text.
    private struct Scanner {
        private var rest: Substring.UTF8View

        init(_ text: String) { rest = text[...].utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            var number = 0
            for _ in 0..<digits {
                guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                rest.removeFirst()
            }
            return number
        }

        /// `19:12`, `19:12:03` or `19:12:03.123` in milliseconds.
        mutating func clock() -> Int? {
            guard let hour = number(2), take(":"), let minute = number(2), hour < 24, minute < 60 else { return nil }
            let minutes = hour * 60 + minute
            guard take(":") else { return minutes * 60_000 }
            guard let second = number(2), second <= 60 else { return nil }
            return (minutes * 60 + second) * 1000 + (take(".") ? fraction() : 0)
        }

        private mutating func fraction() -> Int {
            var parts = 0
            var unit = 100
            while let digit = number(1) {
                parts += digit * unit
                unit /= 10
            }
            return parts
        }

        /// `Z`, `+01:00` or `-05:30` in seconds ahead of UTC.
        mutating func zone() -> Int? {
            if take("Z") { return 0 }
            let isBehind = take("-")
            guard isBehind || take("+"), let hours = number(2), take(":"), let minutes = number(2) else { return nil }
            guard hours < 24, minutes < 60 else { return nil }
            return (hours * 60 + minutes) * (isBehind ? -60 : 60)
        }
    }

    /// When a day of UTC begins, in milliseconds since 1970; nil for one that is in no calendar.
    private static func midnight(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        var parts = tm()
        parts.tm_year = Int32(year) - 1900
        parts.tm_mon = Int32(month) - 1
        parts.tm_mday = Int32(day)
        // Days that there are not become those of another month.
        let seconds = timegm(&parts)
        return parts.tm_mon == month - 1 && parts.tm_mday == day ? seconds * 1000 : nil
    }

    private static func padded(_ number: Int32, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
