import Cloche

/// What `:allow`, `:deny`, `:permissions` and `:load` share: how permissions are read and spelled in meta-commands.
enum PermissionWords {
    /// The kinds as a list for help and errors.
    static var kinds: String {
        PermissionKind.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// Finds the kind of a word.
    ///
    /// - Throws: `REPLError` with code `usage` and a suggestion where there is none.
    static func kind(named word: String) throws(REPLError) -> PermissionKind {
        if let kind = PermissionKind(rawValue: word) { return kind }
        let guess = Suggestion.nearest(to: word, in: PermissionKind.allCases.map(\.rawValue))
        let hint = guess.map { "did you mean '\($0)'?" } ?? "the kinds are \(kinds)"
        throw .usage("there is no permission '\(word)'; \(hint)")
    }

    /// Reads items.
    ///
    /// - Throws: `REPLError` with code `usage` for an empty item or an option.
    static func items(_ words: [String]) throws(REPLError) -> [String] {
        for word in words where word.isEmpty {
            throw .usage("an item is empty; to grant a whole kind, give no item")
        }
        for word in words where word.hasPrefix("-") {
            throw .usage("there is no option '\(word)'")
        }
        return words
    }

    /// Applies a changed set and says what is granted now, and what is when the next cell has ended.
    static func change(
        to after: PermissionSet,
        lasting: PermissionSet,
        _ call: MetaCommandCall
    ) async throws(REPLError) {
        let before = await call.session.permissions
        let lastingBefore = await call.session.lastingPermissions ?? before
        if before == after, lastingBefore == lasting {
            call.screen.notice("nothing changes: \(state(of: after))")
            return
        }
        for kind in PermissionKind.allCases where before.granted(kind) == .none && after.granted(kind) != .none {
            if let warning = PermissionWarning.text(kind) { call.screen.notice(warning) }
        }
        try await call.ask { session throws(ClocheError) in
            try await session.setPermissions(after, lasting: lasting)
        }
        call.screen.notice(state(of: after))
        if lasting != after { call.screen.notice("after the next cell: \(state(of: lasting))") }
        let masked = await call.session.mask.names
        for name in after.secrets where !before.secrets.contains(name) && !name.hasSuffix("*") {
            if !masked.contains(name) { call.screen.notice("'\(name)' has no value where cloche runs") }
        }
    }

    /// What is granted, in one line.
    static func state(of permissions: PermissionSet) -> String {
        if permissions.isEmpty { return "nothing is granted" }
        let denied = PermissionKind.allCases.compactMap { kind -> String? in
            guard permissions.granted(kind) != .none, case .items(let items) = permissions.denied(kind) else {
                return nil
            }
            return ([kind.rawValue] + items).joined(separator: " ")
        }
        return "granted: \(permissions.summary)" + (denied.isEmpty ? "" : "; denied: " + denied.joined(separator: ", "))
    }

    /// The lines that would make a set out of nothing, such as `:allow net 127.0.0.1:8000`.
    static func lines(of permissions: PermissionSet) -> [String] {
        PermissionKind.allCases.flatMap { kind in
            grants(kind, permissions) + line("deny", kind, permissions.denied(kind))
        }
    }

    private static func grants(_ kind: PermissionKind, _ permissions: PermissionSet) -> [String] {
        let secrets = kind == .env ? permissions.secrets : []
        let secret = line("allow", kind, secrets.isEmpty ? .none : .items(secrets)).map { $0 + " --secret" }
        guard case .items(let items) = permissions.granted(kind) else {
            return line("allow", kind, permissions.granted(kind)) + secret
        }
        let plain = items.filter { !secrets.contains($0) }
        return line("allow", kind, plain.isEmpty ? .none : .items(plain)) + secret
    }

    private static func line(_ command: String, _ kind: PermissionKind, _ scope: PermissionScope) -> [String] {
        switch scope {
        case .none: []
        case .all: [":\(command) \(kind.rawValue)"]
        case .items(let items): [":\(command) \(kind.rawValue) " + items.map(ShellWords.quote).joined(separator: " ")]
        }
    }
}
