/// What some keys do, for the user to read.
package struct KeyDescription: Sendable, Equatable {
    /// What the keys are called, such as `Ctrl-B` and `Left`.
    package let keys: [String]
    /// The command, as `~/.editrc` names it.
    package let command: String
    /// What it does.
    package let summary: String
    /// Whether the keys have this effect in vi's command mode only.
    package let isViCommand: Bool

    /// Describes a keymap.
    ///
    /// - Parameters:
    ///   - listing: the keys that libedit looks up.
    ///   - keymap: the keys that it does not.
    ///   - isVi: whether vi's command mode is described too.
    ///   - summaries: what each command does.
    /// - Returns: a description for each command, those of cloche first.
    static func all(
        listing: KeyListing,
        keymap: Keymap,
        isVi: Bool,
        summaries: [String: String]
    ) -> [KeyDescription] {
        var sequences = isVi ? [:] : listing.sequences.filter { keymap[$0.key] == nil }
        sequences.merge(keymap.libeditSequences) { $1 }
        for (key, command) in keymap.commandSequences { sequences[key] = command.rawValue }
        for (key, command) in listing.sequences where !key.hasPrefix("^[") { sequences[key] = command }
        let editing = listing.editing.merging(sequences) { $1 }
        return describe(editing, summaries, isViCommand: false)
            + (isVi ? describe(listing.viCommands, summaries, isViCommand: true) : [])
    }

    private static func describe(
        _ bindings: [String: String],
        _ summaries: [String: String],
        isViCommand: Bool
    ) -> [KeyDescription] {
        var keys: [String: [String]] = [:]
        for (key, command) in bindings.sorted(by: { ($0.key.count, $0.key) < ($1.key.count, $1.key) }) {
            let name = KeyName.readable(key)
            if !keys[command, default: []].contains(name) { keys[command, default: []].append(name) }
        }
        for silent in silent { keys[silent] = nil }
        let order = EditCommand.allCases.map(\.rawValue)
        return keys.sorted { first, second in
            let places = (order.firstIndex(of: first.key) ?? .max, order.firstIndex(of: second.key) ?? .max)
            return places.0 == places.1 ? first.key < second.key : places.0 < places.1
        }.map { command, keys in
            let summary = EditCommand(rawValue: command)?.summary ?? summaries[command] ?? "type this"
            return KeyDescription(keys: keys, command: command, summary: summary, isViCommand: isViCommand)
        }
    }

    /// What libedit calls keys that do nothing, or stand for themselves.
    private static let silent = [
        "ed-insert", "ed-digit", "ed-ignore", "ed-unassigned", "is undefined", "ed-sequence-lead-in",
        "ed-argument-digit", EditCommand.ignore.rawValue,
    ]
}
