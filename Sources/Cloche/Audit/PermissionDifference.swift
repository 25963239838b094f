/// What a change of permissions did, as words such as `read /home/me/data` and `net`.
struct PermissionDifference: Sendable, Equatable {
    /// What was granted.
    var allowed: [String]
    /// What is no longer granted.
    var revoked: [String]
    /// What was denied.
    var denied: [String]
    /// What is no longer denied.
    var undenied: [String]

    /// Compares two sets.
    init(from old: PermissionSet, to new: PermissionSet) {
        allowed = Self.added(from: old, to: new) { $0.granted($1) }
        revoked = Self.added(from: new, to: old) { $0.granted($1) }
        denied = Self.added(from: old, to: new) { $0.denied($1) }
        undenied = Self.added(from: new, to: old) { $0.denied($1) }
    }

    /// The members of its record; lists without an entry have none.
    var members: [String: AuditValue] {
        ["allowed": allowed, "revoked": revoked, "denied": denied, "undenied": undenied]
            .filter { !$0.value.isEmpty }
            .mapValues(AuditValue.texts)
    }

    private static func added(
        from old: PermissionSet,
        to new: PermissionSet,
        _ scope: (PermissionSet, PermissionKind) -> PermissionScope
    ) -> [String] {
        PermissionKind.allCases.flatMap { kind in
            let before = Set(words(kind, scope(old, kind)))
            return words(kind, scope(new, kind)).filter { !before.contains($0) }
        }
    }

    private static func words(_ kind: PermissionKind, _ scope: PermissionScope) -> [String] {
        switch scope {
        case .none: []
        case .all: [kind.rawValue]
        case .items(let items): items.map { "\(kind.rawValue) \($0)" }
        }
    }
}
