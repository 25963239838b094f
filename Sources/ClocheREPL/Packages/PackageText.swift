package import Cloche

/// What is said about packages, in sentences.
package enum PackageText {
    /// More than this are counted, not named.
    private static let shown = 12

    /// The name and the version, `numpy 2.4.6`.
    static func label(_ package: LockedPackage) -> String {
        "\(PlainText.oneLine(package.name)) \(PlainText.oneLine(package.version))"
    }

    /// What there is to install.
    static func plan(_ packages: [LockedPackage]) -> String {
        let named = packages.map { label($0) + ($0.bytes.map { " (\(ByteText.describe($0)))" } ?? "") }
        let bytes = packages.reduce(0) { $0 + ($1.bytes ?? 0) }
        let total = packages.count > 1 && bytes > 0 ? "\(packages.count) packages, \(ByteText.describe(bytes)): " : ""
        return "to install: " + total + list(named)
    }

    /// What an installation did; its notes have been told as it went on.
    package static func lines(_ report: InstallReport) -> [String] {
        var lines: [String] = []
        if !report.installed.isEmpty { lines.append("installed " + list(report.installed.map { label($0.locked) })) }
        if !report.alreadyThere.isEmpty {
            let verb = report.alreadyThere.count == 1 ? "is" : "are"
            lines.append("\(list(report.alreadyThere.map(PlainText.oneLine))) \(verb) installed already")
        }
        if lines.isEmpty { lines.append("there is nothing to install") }
        return lines
    }

    /// What was taken away.
    static func lines(uninstalled: [InstalledPackage]) -> [String] {
        if uninstalled.isEmpty { return ["nothing was uninstalled"] }
        return [
            "uninstalled " + list(uninstalled.map { label($0.locked) }),
            "what cells imported of it stays in memory until ':reset'",
        ]
    }

    /// Words as a sentence lists them: `a, b and c`; of many, the first ones and how many more.
    static func list(_ words: [String]) -> String {
        if words.count > shown + 1 {
            return words.prefix(shown).joined(separator: ", ") + " and \(words.count - shown) more"
        }
        guard let last = words.last, words.count > 1 else { return words.joined() }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
