package import Cloche

/// What is said about a session file that was written or read.
package enum SaveText {
    /// Says what was saved, and what in it will not come back.
    package static func lines(_ report: SaveReport) -> [String] {
        var lines = ["saved '\(report.path)', \(ByteText.describe(report.size))"]
        if !report.lost.isEmpty {
            lines.append("will not survive: " + report.lost.map(PlainText.oneLine).joined(separator: ", "))
        }
        if !report.secrets.isEmpty {
            let names = report.secrets.joined(separator: ", ")
            lines.append("it holds the session's memory, and in it the value of \(names); keep it like a secret")
        }
        return lines
    }

    /// Says what was loaded, which of the recorded permissions were not granted, and how to grant them.
    package static func lines(loaded path: String, _ recorded: SessionMetadata, granted: PermissionSet) -> [String] {
        let contents = "\(count(recorded.cells.count, "cell")), \(variables(recorded.variables))"
        return ["loaded '\(path)': \(contents)"] + lines(notGranted: recorded.permissions, granted: granted)
    }

    /// Shows the permissions that a file records, as the lines that would grant them, where they are not those of now.
    static func lines(notGranted recorded: PermissionSet, granted: PermissionSet) -> [String] {
        if recorded == granted || recorded.isEmpty { return [] }
        return ["it was saved with these permissions, which loading does not grant:"]
            + PermissionWords.lines(of: recorded).map { "  " + PlainText.oneLine($0) }
    }

    /// Spells a set as flags on one line, ready to be pasted into a shell.
    package static func flags(_ permissions: PermissionSet) -> String {
        PlainText.oneLine(permissions.flags.map(ShellWords.quoteForShell).joined(separator: " "))
    }

    /// How many variables there are, and the names of the first ones.
    static func variables(_ names: [String]) -> String {
        let shown = names.prefix(8).map(PlainText.oneLine).joined(separator: ", ")
        let more = names.count > 8 ? ", ..." : ""
        return count(names.count, "variable") + (names.isEmpty ? "" : " (\(shown)\(more))")
    }

    /// A number of things, such as `1 cell` or `2 cells`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)" + (number == 1 ? "" : "s")
    }
}
