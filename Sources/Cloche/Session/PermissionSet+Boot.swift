extension PermissionSet {
    /// The paths that Python sees, sorted: those it may write to are writable, all others can only be read.
    var mounts: [Mount] {
        let writable = paths(.write)
        let readable = paths(.read).subtracting(writable)
        let mounts =
            writable.map { Mount(path: $0, writable: true) } + readable.map { Mount(path: $0, writable: false) }
        return mounts.sorted { $0.path < $1.path }
    }

    /// What may be asked for as a program, and the path that is granted for it; `nil` for every program.
    ///
    /// A granted `/usr/bin/sh` is `/bin/sh` too where `/bin` is a link to `/usr/bin`.
    var commands: [String: String]? {
        guard granted(.run) != .all else { return nil }
        let granted = items(of: granted(.run)).subtracting(items(of: denied(.run)))
        guard !granted.isEmpty else { return [:] }
        var commands = Dictionary(uniqueKeysWithValues: granted.map { ($0, $0) })
        for folder in SystemPaths.commands {
            guard let real = PermissionResolver.realPath(folder), real != folder else { continue }
            for item in granted where HostPath.parent(item) == real {
                commands[folder + "/" + HostPath.name(item)] = item
            }
        }
        return commands
    }

    /// Those variables that the `env` permission grants.
    func variables(of environment: [String: String]) -> [String: String] {
        let rule = self[.env]
        return environment.filter { name, _ in
            (rule.isAll || Self.covers(rule.items, name)) && !Self.covers(rule.denied, name)
        }
    }

    /// What masks the values of those variables that are granted as secret.
    ///
    /// - Throws: ``ClocheError`` with the code `invalidPermission` for a value that cannot be masked.
    package func secretMask(of environment: [String: String]) throws(ClocheError) -> SecretMask {
        try SecretMask(variables(of: environment).filter { name, _ in Self.covers(secrets, name) })
    }

    private static func covers(_ items: [String], _ name: String) -> Bool {
        items.contains { PermissionItem.contains(.env, $0, name) }
    }

    private func paths(_ kind: PermissionKind) -> Set<String> {
        granted(kind) == .all ? ["/"] : items(of: granted(kind))
    }

    private func items(of scope: PermissionScope) -> Set<String> {
        guard case .items(let items) = scope else { return [] }
        return Set(items)
    }
}
