package import Cloche

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The cache of packages as `cloche cache` shows it.
package enum CacheTable {
    private struct Row: Encodable {
        var name: String
        var version: String
        var file: String
        var sha256: String
        var native: Bool
        var bytes: Int
        /// ISO 8601, in UTC.
        var lastUse: String
    }

    /// A line for each package, and one for all of them.
    ///
    /// - Parameters:
    ///   - packages: The packages, sorted.
    ///   - folder: Where they are.
    ///   - width: The columns that there are; where a line has not enough, each package takes two.
    /// - Returns: The lines, without their ends.
    package static func lines(_ packages: [CachedPackage], folder: String, width: Int = .max) -> [String] {
        let total = packages.map(\.diskBytes).reduce(0, +)
        guard !packages.isEmpty else { return ["there are no packages in '\(PlainText.line(folder))'"] }
        let rows = packages.map { package in
            [
                package.locked.name, package.locked.version, ByteText.describe(package.diskBytes),
                package.locked.isLibrary ? "library" : package.summary.native ? "native" : "pure",
                "used \(AuditTime.text(package.lastUse).prefix(10))",
            ]
        }
        let wide = wide(rows)
        let isWide = wide.allSatisfy { $0.count <= width }
        return (isWide ? wide : narrow(rows)) + [
            "\(count(packages)), \(ByteText.describe(total)) in '\(PlainText.line(folder))'"
        ]
    }

    private static func wide(_ rows: [[String]]) -> [String] {
        let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { text, width in
                text + String(repeating: " ", count: width - text.count)
            }
            return (cells + row.suffix(1)).joined(separator: "  ")
        }
    }

    private static func narrow(_ rows: [[String]]) -> [String] {
        rows.flatMap { row in ["\(row[0]) \(row[1])", "  " + row.dropFirst(2).joined(separator: ", ")] }
    }

    /// A package as an object of JSON on one line.
    package static func json(_ package: CachedPackage) -> String {
        let row = Row(
            name: package.locked.name,
            version: package.locked.version,
            file: package.locked.file,
            sha256: package.locked.sha256,
            native: package.summary.native,
            bytes: package.diskBytes,
            lastUse: AuditTime.text(package.lastUse)
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(row)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// What was taken out, in one line.
    package static func removed(_ packages: [CachedPackage]) -> String {
        guard !packages.isEmpty else { return "nothing had to be removed" }
        let total = packages.map(\.diskBytes).reduce(0, +)
        return "removed \(count(packages)), \(ByteText.describe(total))"
    }

    private static func count(_ packages: [CachedPackage]) -> String {
        packages.count == 1 ? "1 package" : "\(packages.count) packages"
    }
}
