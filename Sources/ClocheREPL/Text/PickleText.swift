package import Cloche

/// What is said about a session's pickle that was written or read.
package enum PickleText {
    private static let shown = 8

    /// Says what was loaded, and what of it is not there.
    package static func lines(loaded path: String, _ report: PickleReport) -> [String] {
        var lines = ["loaded the pickle '\(path)': \(variables(report))"]
        lines += grouped(report.lost.filter { !$0.isKept }, "not loaded")
        lines += grouped(report.lost.filter(\.isKept), "loaded in part")
        if !report.packages.isEmpty {
            lines.append("packages of its metadata that are not there: " + names(report.packages))
        }
        return lines
    }

    /// Says what was saved, and what was left out.
    package static func lines(saved path: String, _ report: PickleReport) -> [String] {
        let size = ByteText.describe(report.size)
        var lines = ["saved '\(path)' and its metadata beside it, \(size): \(variables(report))"]
        lines += grouped(report.lost, "left out")
        lines.append("a pickle holds variables only: no files, no tasks, no connections, nothing that modules keep")
        if !report.secrets.isEmpty {
            lines.append("it may hold the value of \(names(report.secrets)); keep it like a secret")
        }
        return lines
    }

    /// One line for each reason.
    private static func grouped(_ losses: [PickleLoss], _ what: String) -> [String] {
        var reasons: [String] = []
        var found: [String: [String]] = [:]
        for loss in losses {
            if found[loss.reason] == nil { reasons.append(loss.reason) }
            found[loss.reason, default: []].append(loss.name)
        }
        return reasons.map { "\(what): \(names(found[$0] ?? [])) (\(PlainText.oneLine($0)))" }
    }

    private static func variables(_ report: PickleReport) -> String {
        let count = report.variables.count
        let number = "\(count)\(count == 1000 ? " or more" : "") variable\(count == 1 ? "" : "s")"
        return count == 0 ? number : "\(number) (\(names(report.variables)))"
    }

    private static func names(_ names: [String]) -> String {
        let more = names.count > shown ? ", and \(names.count - shown) more" : ""
        return names.prefix(shown).map(PlainText.oneLine).joined(separator: ", ") + more
    }
}
