package import Cloche

/// What is said about packages, in sentences.
package enum PackageText {
    /// More than this are counted, not named.
    private static let shown = 12

    /// The name and the version, `numpy 2.4.6`.
    static func label(_ package: LockedPackage) -> String {
        "\(PlainText.oneLine(package.name)) \(PlainText.oneLine(package.version))"
    }

    /// What there is to install: one with its size; more by their names, since a line follows for each.
    static func plan(_ packages: [LockedPackage]) -> String {
        let bytes = packages.reduce(0) { $0 + ($1.bytes ?? 0) }
        let size = bytes > 0 ? ByteText.describe(bytes) : nil
        if packages.count == 1 { return "to install: " + label(packages[0]) + (size.map { " (\($0))" } ?? "") }
        let names = list(packages.map { PlainText.oneLine($0.name) })
        return "to install: \(packages.count) packages\(size.map { ", \($0)" } ?? ""): \(names)"
    }

    /// What an installation did; its notes have been told as it went on.
    package static func lines(_ report: InstallReport) -> [String] {
        var lines: [String] = []
        if !report.installed.isEmpty { lines.append("installed " + summary(report.installed.map(\.locked))) }
        if !report.alreadyThere.isEmpty {
            let verb = report.alreadyThere.count == 1 ? "is" : "are"
            lines.append("\(list(report.alreadyThere.map(PlainText.oneLine))) \(verb) installed already")
        }
        if lines.isEmpty { lines.append("there is nothing to install") }
        return lines
    }

    /// What was asked for, and how many came along.
    private static func summary(_ packages: [LockedPackage]) -> String {
        let asked = packages.filter(\.isRequested)
        guard !asked.isEmpty, packages.count > asked.count else { return list(packages.map(label)) }
        return list(asked.map(label)) + ", with \(packages.count - asked.count) more"
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
