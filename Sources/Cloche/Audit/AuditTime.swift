#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Times as the audit log writes them: RFC 3339, UTC, to the millisecond.
package enum AuditTime {
    private static let day = 86_400_000
    /// From year 0 to year 9999.
    private static let days = -719_528...2_932_896

    /// The present, in milliseconds since 1970.
    package static var now: Int { Int((Date().timeIntervalSince1970 * 1000).rounded(.down)) }

    /// The text of a time in milliseconds since 1970, such as `2026-11-21T19:12:03.123Z`.
    package static func text(_ time: Int) -> String {
        let days = floored(time, day)
        let (year, month, dayOfMonth) = civil(min(max(days, Self.days.lowerBound), Self.days.upperBound))
        let rest = time - days * day
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60].map { padded($0, 2) }
        let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
        return "\(date)T\(clock.joined(separator: ":")).\(padded(rest % 1000, 3))Z"
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
            let dayOfMonth = scanner.number(2), (1...12).contains(month)
        else { return nil }
        guard (1...length(of: month, year)).contains(dayOfMonth) else { return nil }
        let midnight = days(year, month, dayOfMonth) * day
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

    private static func length(of month: Int, _ year: Int) -> Int {
        let next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1)
        return next - days(year, month, 1)
    }

    /// The date of a day since 1970: Howard Hinnant's `civil_from_days`.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floored(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month < 10 ? 0 : 1)
        return (year, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }

    /// The day since 1970 of a date: Howard Hinnant's `days_from_civil`.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = floored(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func floored(_ value: Int, _ divisor: Int) -> Int {
        value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
