internal import Cloche
package import ClocheTerminal

/// Finds what a cell that is being typed may become: meta-commands here, Python in the living session.
package struct SessionCompleter: Sendable {
    private let session: any LiveSession
    private let commands: MetaCommandCompleter
    private let stored: StoredSessions?
    private let names: PackageNames

    /// Makes a completer.
    ///
    /// - Parameters:
    ///   - session: The session that knows the names.
    ///   - commands: Completes meta-commands.
    ///   - stored: The sessions of earlier runs.
    ///   - names: The packages that are known here.
    package init(
        session: any LiveSession,
        commands: MetaCommandCompleter,
        stored: StoredSessions? = nil,
        names: PackageNames = .none
    ) {
        self.session = session
        self.commands = commands
        self.stored = stored
        self.names = names
    }

    /// Finds what the text before the cursor may become; nothing where the session cannot tell.
    package func complete(_ request: CompletionRequest) async -> Completions {
        if let name = commands.sessionName(request.before) {
            return await complete(name, at: name.unicodeScalars.count)
        }
        guard MetaCommandTable.claims(String(request.before.drop { $0 == " " })) else {
            return await complete(request.text, at: request.before.unicodeScalars.count)
        }
        if let candidates = await candidates(request.before) { return candidates }
        guard let found = commands.complete(request.before, permissions: await session.permissions) else {
            return Completions()
        }
        let candidates = found.candidates.filter(PlainText.isPlain).map { Completion($0) }
        return Completions(replaced: found.replaced, candidates: candidates)
    }

    /// What the session's own past is completed with; nil where another thing is typed.
    private func candidates(_ before: String) async -> Completions? {
        guard let (completion, spelled) = commands.argument(before) else { return nil }
        var found: [Completion] = []
        switch completion {
        case .checkpoints:
            let sources = Dictionary(await session.metadata.cells.map { ($0.number, $0.source) }) { $1 }
            let checkpoints = await session.checkpoints
            found = checkpoints.compactMap(\.branch).map { Completion(ShellWords.quote($0), detail: "branch") }
            found += checkpoints.reversed().map { info in
                let line = info.number == 0 ? "start" : FirstLine.of(sources[info.number] ?? "")
                return Completion("\(info.number)", detail: TextWidth.cut(line, to: 40))
            }
        case .branches:
            found = await session.checkpoints.compactMap(\.branch).map { Completion(ShellWords.quote($0)) }
        case .packages: found = names.all.map { Completion($0) }
        case .installed: found = await session.packages.map { Completion($0.locked.name, detail: $0.locked.version) }
        case .sessions:
            let sessions = (try? stored?.list()) ?? []
            found = sessions.filter { $0.state != .live }.map { session in
                Completion(session.id, detail: FirstLine.of(session.lastSource ?? "", columns: 40))
            }
        default: return nil
        }
        found = found.filter { $0.text.hasPrefix(spelled) && PlainText.isPlain($0.text) }
        return Completions(replaced: spelled.unicodeScalars.count, candidates: found)
    }

    /// Finds the signature of a callable; nil where the session cannot tell.
    package func signature(of callable: String) async -> Signature? {
        guard let found = try? await session.signature(of: callable) else { return nil }
        return Signature(
            name: PlainText.oneLine(found.name),
            parameters: found.parameters.map {
                Signature.Parameter(
                    name: PlainText.oneLine($0.name),
                    text: PlainText.oneLine($0.text),
                    kind: Signature.Parameter.Kind($0.kind)
                )
            },
            result: PlainText.oneLine(found.result)
        )
    }

    private func complete(_ source: String, at cursor: Int) async -> Completions {
        guard let found = try? await session.complete(source, at: cursor) else { return Completions() }
        // What would change the screen or the direction of the text is not put into a cell.
        let candidates = found.candidates.filter { PlainText.isPlain($0.text) }
        return Completions(
            replaced: found.replaced,
            candidates: candidates.map { Completion($0.text, detail: PlainText.oneLine($0.type)) }
        )
    }
}

extension Signature.Parameter.Kind {
    fileprivate init(_ kind: CallParameter.Kind) {
        switch kind {
        case .positionalOnly: self = .positionalOnly
        case .positionalOrKeyword: self = .positionalOrKeyword
        case .variadicPositional: self = .variadicPositional
        case .keywordOnly: self = .keywordOnly
        case .variadicKeyword: self = .variadicKeyword
        }
    }
}
