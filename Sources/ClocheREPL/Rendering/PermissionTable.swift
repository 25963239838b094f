import Cloche

/// The table that `:permissions` shows.
enum PermissionTable {
    /// Returns a line for each kind: what is granted, and what is excepted from it.
    static func lines(_ permissions: PermissionSet, palette: Palette) -> [String] {
        PermissionKind.allCases.map { kind in
            let name = kind.rawValue + String(repeating: " ", count: 7 - kind.rawValue.count)
            let isNothing = permissions.granted(kind) == .none
            let scope = describe(kind, permissions)
            return isNothing ? palette.dim(name + scope) : name + scope
        }
    }

    private static func describe(_ kind: PermissionKind, _ permissions: PermissionSet) -> String {
        let secrets = kind == .env ? permissions.secrets : []
        let except =
            switch permissions.denied(kind) {
            case .none: ""
            case .all: ", all denied"
            case .items(let items): ", but not " + items.joined(separator: ", ")
            }
        switch permissions.granted(kind) {
        case .none: return "nothing"
        case .all: return (kind == .net ? "all public hosts" : "all") + Self.secrecy(secrets) + except
        case .items(let items):
            return items.map { secrets.contains($0) ? "\($0) (secret)" : $0 }.joined(separator: ", ") + except
        }
    }

    private static func secrecy(_ names: [String]) -> String {
        names.isEmpty ? "" : " (secret: " + names.joined(separator: ", ") + ")"
    }
}
