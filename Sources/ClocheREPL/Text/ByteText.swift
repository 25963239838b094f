internal import Cloche

/// Amounts of memory and file sizes as people read and write them.
package enum ByteText {
    private static let mebibyte = 1 << 20

    /// The units of sizes; the longer ones first, since the shorter ones are their ends.
    private static let units = [
        ("KIB", 1 << 10), ("MIB", 1 << 20), ("GIB", 1 << 30), ("TIB", 1 << 40), ("KB", 1000), ("MB", 1_000_000),
        ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1),
    ]

    /// Spells a number of bytes in the largest unit that leaves at least one: `812 B`, `4.2 KB`, `31 MB`.
    package static func describe(_ bytes: Int) -> String {
        var value = Double(bytes)
        var unit = 0
        let units = ["B", "KB", "MB", "GB", "TB"]
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        let shown =
            unit > 0 && value < 9.95 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : "\(Int(value.rounded()))"
        return shown + " " + units[unit]
    }

    /// Reads a size: bytes, or a number with a unit, `2GB`, `1.5 TB` or `512mib`.
    ///
    /// - Throws: `REPLError` with code `usage` for anything else.
    package static func parseSize(_ text: String) throws(REPLError) -> Int {
        let upper = text.uppercased()
        let unit = units.first { upper.hasSuffix($0.0) } ?? ("", 1)
        let digits = upper.dropLast(unit.0.count).split(separator: " ").joined()
        let isNumber = digits.wholeMatch(of: /[0-9]{1,15}(\.[0-9]{1,6})?/) != nil
        guard isNumber, let number = Double(digits), case let bytes = number * Double(unit.1), bytes < 1e18 else {
            let shown = PlainText.oneLine(text)
            throw .usage("'\(shown)' is not a size; give bytes, or a number with KB, MB, GB, TB, KiB, MiB, GiB or TiB")
        }
        return Int(bytes)
    }

    /// Spells a memory limit in MiB, the unit it is given in.
    package static func describeMemory(_ bytes: Int) -> String {
        "\(bytes / mebibyte) MiB"
    }

    /// Reads a memory limit in MiB.
    ///
    /// - Throws: `REPLError` with code `usage` for anything but a whole number in range.
    package static func parseMemory(_ text: String) throws(REPLError) -> Int {
        let range = (Limits.memoryRange.lowerBound / mebibyte)...(Limits.memoryRange.upperBound / mebibyte)
        guard let mebibytes = Int(text), range.contains(mebibytes) else {
            let bounds = "from \(range.lowerBound) to \(range.upperBound)"
            throw .usage("'\(text)' is not a memory limit; give whole MiB \(bounds)")
        }
        return mebibytes * mebibyte
    }
}
