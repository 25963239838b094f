/// What the keys do that send escape sequences: libedit would wait for ever for the rest of a lone ESC.
///
/// Every other key is libedit's to look up. What `~/.editrc` says wins over the bindings of cloche.
struct Keymap: Sendable {
    /// What a sequence runs.
    enum Action: Equatable, Sendable {
        case command(EditCommand)
        /// A command of libedit, or a macro: its text in quotes.
        case libedit(String)
    }

    /// A key of vi's command mode, and its scalar, by which cloche goes to insert mode.
    static let insertMode: (key: String, scalar: Unicode.Scalar) = ("^_", "\u{1F}")

    private var sequences: [String: Action] = [:]
    /// The keys that `~/.editrc` binds or frees, which keep that; those of vi's command mode.
    private(set) var userKeys: Set<String> = []
    private(set) var userViKeys: Set<String> = []

    /// Makes the keymap of a user.
    ///
    /// - Parameters:
    ///   - before: the keymaps of libedit.
    ///   - after: those after `~/.editrc`.
    init(before: KeyListing = KeyListing(), after: KeyListing = KeyListing()) {
        for binding in KeyBinding.editing {
            for key in binding.keys where key.hasPrefix("^[") { sequences[key] = .command(binding.command) }
        }
        for key in Self.changes(before.sequences, after.sequences) {
            userKeys.insert(key)
            sequences[key] = after.sequences[key].map { EditCommand(rawValue: $0).map(Action.command) ?? .libedit($0) }
        }
        userKeys.formUnion(Self.changes(before.editing, after.editing))
        userViKeys = Self.changes(before.viCommands, after.viCommands)
    }

    /// What a sequence runs, in caret notation; nil when it is bound to nothing here.
    subscript(sequence: String) -> Action? { sequences[sequence] }

    /// The sequences that run a command of cloche.
    var commandSequences: [String: EditCommand] {
        sequences.compactMapValues { if case .command(let command) = $0 { command } else { nil } }
    }

    /// The sequences that `~/.editrc` binds to something of libedit's own.
    var libeditSequences: [String: String] {
        sequences.compactMapValues { if case .libedit(let action) = $0 { action } else { nil } }
    }

    private static func changes(_ before: [String: String], _ after: [String: String]) -> Set<String> {
        Set(before.keys).union(after.keys).filter { before[$0] != after[$0] && after[$0] != "ed-sequence-lead-in" }
    }
}
