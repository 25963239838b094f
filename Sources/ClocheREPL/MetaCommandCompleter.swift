package import Cloche

/// Finds what a meta-command that is being typed may become; made from the rows of ``MetaCommandTable``.
package struct MetaCommandCompleter: Sendable {
    /// Lists a folder: the names in it, those of folders with a slash at their end; empty where it cannot be read.
    private let list: @Sendable (String) -> [String]
    private let home: String?

    /// Makes a completer.
    ///
    /// - Parameters:
    ///   - home: The folder that `~` stands for.
    ///   - list: Lists a folder.
    package init(home: String?, list: @escaping @Sendable (String) -> [String]) {
        self.home = home
        self.list = list
    }

    /// Completes the last word of the text before the cursor.
    ///
    /// - Parameters:
    ///   - before: The text before the cursor.
    ///   - permissions: What is granted now.
    /// - Returns: How many characters the candidates take the place of, and the candidates; nil where the text is no
    ///   meta-command.
    package func complete(
        _ before: String,
        permissions: PermissionSet = PermissionSet()
    ) -> (replaced: Int, candidates: [String])? {
        guard let (word, earlier) = Self.parse(before) else { return nil }
        guard let name = earlier.first else { return match(word, MetaCommandTable.names.map { $0 + " " }) }
        guard let row = MetaCommandTable.rows.first(where: { $0.name == name }) else { return (0, []) }
        let kind = earlier.dropFirst().first
        if row.completion == .granted, let kind = kind.flatMap(PermissionKind.init) {
            let items = granted(kind, permissions, word)
            if !items.candidates.isEmpty { return items }
        }
        return complete(word, position: earlier.count - 1, of: row, kind: kind)
    }

    /// Finds the name of the session's that is being typed as a meta-command's argument; nil where there is none.
    func sessionName(_ before: String) -> String? {
        guard let (word, earlier) = Self.parse(before), earlier.count == 1 else { return nil }
        return MetaCommandTable.rows.first { $0.name == earlier[0] }?.completion == .sessionName ? word.spelled : nil
    }

    /// What the argument that is being typed is about, as it is spelled so far; nil where no meta-command takes one there,
    /// or where it is a path.
    func argument(_ before: String) -> (completion: MetaCommandCompletion, spelled: String)? {
        guard let (word, earlier) = Self.parse(before), let name = earlier.first else { return nil }
        if ["-r", "--requirements"].contains(earlier.last) || ["/", ".", "~"].contains(word.text.first) { return nil }
        let row = MetaCommandTable.rows.first { $0.name == name }
        guard let row, earlier.count <= row.arity.upperBound else { return nil }
        return (row.completion, word.spelled)
    }

    private static func parse(_ before: String) -> (word: Word, earlier: [String])? {
        let line = before.drop { $0 == " " }
        guard line.first == ":", !line.contains("\n") else { return nil }
        let (spelled, word) = ShellWords.last(of: line.dropFirst())
        let earlier = try? ShellWords.split(line.dropFirst().dropLast(spelled.count), home: nil)
        return (Word(spelled: spelled, text: word), earlier ?? [])
    }

    /// The word before the cursor.
    private struct Word {
        /// As it stands there, perhaps with quotes.
        let spelled: String
        /// What that means.
        let text: String
    }

    private func granted(
        _ kind: PermissionKind,
        _ permissions: PermissionSet,
        _ word: Word
    ) -> (replaced: Int, candidates: [String]) {
        guard case .items(let items) = permissions.granted(kind) else { return (0, []) }
        return match(word, items.map(ShellWords.quote))
    }

    private func complete(
        _ word: Word,
        position: Int,
        of row: MetaCommand,
        kind: String?
    ) -> (replaced: Int, candidates: [String]) {
        switch row.completion {
        case .kinds where position == 0, .granted where position == 0:
            match(word, PermissionKind.allCases.map { $0.rawValue + " " })
        case .kinds where kind == "net" || kind == "env", .granted where kind == "net" || kind == "env": (0, [])
        case .kinds, .granted, .paths: completePath(word)
        case .names where position == 0: match(word, MetaCommandTable.names + ["keys"])
        case .words(let words) where position == 0: match(word, words)
        case .settings where position == 0: match(word, SettingTable.names.map { $0 + " " })
        case .settings where position == 1:
            match(word, SettingTable.rows.first { $0.name == kind }?.words ?? [])
        case .packages: completePath(word)
        case .lock where position == 0: match(word, ["--lock "])
        case .lock: completePath(word)
        case .savePaths where word.spelled.hasPrefix("-"): match(word, ["--with-packages "])
        case .savePaths: completePath(word)
        case .nothing, .names, .sessionName, .words, .settings, .checkpoints, .branches, .sessions, .installed: (0, [])
        }
    }

    private func match(_ word: Word, _ candidates: [String]) -> (replaced: Int, candidates: [String]) {
        (word.spelled.unicodeScalars.count, candidates.filter { $0.hasPrefix(word.spelled) })
    }

    private func completePath(_ word: Word) -> (replaced: Int, candidates: [String]) {
        let slash = word.text.lastIndex(of: "/")
        let folder = slash.map { String(word.text[...$0]) } ?? ""
        let beginning = String(word.text.dropFirst(folder.count))
        let isHome = folder.hasPrefix("~/")
        let place = isHome ? (home ?? "~") + folder.dropFirst() : folder.isEmpty ? "." : folder
        let names = list(place).filter { $0.hasPrefix(beginning) && ($0.first != "." || beginning.first == ".") }
        let isPlain = word.spelled == word.text && names.allSatisfy { ShellWords.quote($0) == $0 }
        guard !isPlain else { return (beginning.unicodeScalars.count, names.sorted()) }
        // With quotes the whole word is spelled anew, but for the tilde, which quotes would make a letter.
        let quoted = names.sorted().map { name in
            isHome ? "~/" + ShellWords.quote(folder.dropFirst(2) + name) : ShellWords.quote(folder + name)
        }
        return (word.spelled.unicodeScalars.count, quoted)
    }
}
