extension PermissionSet {
    /// The paths that Python sees, sorted: those it may write to are writable, all others can only be read.
    var mounts: [Mount] {
        let writable = paths(.write)
        let readable = paths(.read).subtracting(writable)
        let mounts =
            writable.map { Mount(path: $0, writable: true) } + readable.map { Mount(path: $0, writable: false) }
        return mounts.sorted { $0.path < $1.path }
    }

    /// Those variables that the `env` permission grants.
    func variables(of environment: [String: String]) -> [String: String] {
        let denied = items(of: self.denied(.env))
        switch granted(.env) {
        case .none: return [:]
        case .all: return environment.filter { !denied.contains($0.key) }
        case .items(let names): return environment.filter { names.contains($0.key) && !denied.contains($0.key) }
        }
    }

    private func paths(_ kind: PermissionKind) -> Set<String> {
        granted(kind) == .all ? ["/"] : items(of: granted(kind))
    }

    private func items(of scope: PermissionScope) -> Set<String> {
        guard case .items(let items) = scope else { return [] }
        return Set(items)
    }
}
