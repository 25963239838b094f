internal import Cloche

/// All settings: `:set`, its help and completion, and the file of settings go by these rows.
package enum SettingTable {
    /// The rows in the order in which `:set` lists them.
    package static let rows: [Setting] = [
        .choice("keymap", summary: "whose keys edit a cell; 'auto' is what ~/.editrc asks for", \.keymap),
        .choice("colors", summary: "whether colours are used", countsEverywhere: true, \.colors),
        .prompt,
        .flag("suggestions", summary: "whether the rest of an earlier cell is shown while one types", \.hasSuggestions),
        .flag("history", summary: "whether cells are kept for later sessions", \.keepsHistory),
        .number("history-size", summary: "how many cells are kept", unit: "cells", range: 1...1_000_000, \.historySize),
        .flag(
            "audit",
            summary: "whether what sessions do is recorded in the audit log",
            countsEverywhere: true,
            isFixed: true,
            \.keepsAudit
        ),
        .number(
            "audit-size",
            summary: "how large a file of the audit log may be, of which there are four",
            unit: "MiB",
            range: 1...1024,
            countsEverywhere: true,
            isFixed: true,
            scale: 1 << 20,
            \.auditSize
        ),
        .flag(
            "sessions",
            summary: "whether sessions are kept on the disk as they run",
            isFixed: true,
            \.keepsSessions
        ),
        .number(
            "checkpoints",
            summary: "how many states of a session one can go back to",
            unit: "checkpoints",
            range: 1...100_000,
            \.checkpoints
        ),
        .number(
            "checkpoint-bytes",
            summary: "how much room on the disk the kept sessions may take up",
            unit: "bytes",
            range: (1 << 20)...(1 << 40),
            \.checkpointBytes
        ),
        .flag(
            "auto-install",
            summary: "whether packages that a cell imports are installed before it runs",
            countsEverywhere: true,
            \.installsAutomatically
        ),
        .flag(
            "offline",
            summary: "whether packages come from the cache only, and nobody is asked for them",
            countsEverywhere: true,
            \.isOffline
        ),
        .number(
            "package-cache",
            summary: "how much room on the disk the cache of packages may take up",
            unit: "bytes",
            range: (1 << 20)...(1 << 40),
            countsEverywhere: true,
            isFixed: true,
            \.packageCacheBytes
        ),
        .pager, .timeout,
        .number(
            "memory",
            summary: "how much memory Python may use",
            unit: "MiB",
            range: (Limits.memoryRange.lowerBound >> 20)...(Limits.memoryRange.upperBound >> 20),
            countsEverywhere: true,
            scale: 1 << 20,
            \.limits.memory
        ),
        .number(
            "max-output",
            summary: "how much output of a cell is shown",
            unit: "bytes",
            range: Limits.outputRange,
            countsEverywhere: true,
            \.limits.output
        ),
        .number(
            "max-net-bytes",
            summary: "how much a session may send and receive",
            unit: "bytes",
            range: Limits.netBytesRange,
            countsEverywhere: true,
            \.limits.netBytes
        ),
        .profile, .startup,
    ]

    /// The names.
    package static var names: [String] { rows.map(\.name) }

    /// Finds the row of a name.
    ///
    /// - Throws: `REPLError` with code `usage` and a suggestion where there is none.
    package static func row(named name: String) throws(REPLError) -> Setting {
        if let row = rows.first(where: { $0.name == name }) { return row }
        let hint =
            Suggestion.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
            ?? "there are " + names.joined(separator: ", ")
        throw .usage("there is no setting '\(PlainText.oneLine(name))'; \(hint)")
    }
}
