internal import Cloche

/// Amounts of memory and file sizes as people read and write them.
package enum ByteText {
    private static let mebibyte = 1 << 20

    /// Spells a number of bytes in the largest unit that leaves at least one: `812 B`, `4.2 KB`, `31 MB`.
    package static func describe(_ bytes: Int) -> String {
        var value = Double(bytes)
        var unit = 0
        let units = ["B", "KB", "MB", "GB"]
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        let shown =
            unit > 0 && value < 9.95 && tenths % 10 != 0 ? "\(tenths / 10).\(tenths % 10)" : "\(Int(value.rounded()))"
        return shown + " " + units[unit]
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
