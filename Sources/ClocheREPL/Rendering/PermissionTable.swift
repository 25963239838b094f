import Cloche

/// The table that `:permissions` shows.
enum PermissionTable {
    /// Returns a line for each kind: what is granted, and what is excepted from it.
    static func lines(_ permissions: PermissionSet, palette: Palette) -> [String] {
        PermissionKind.allCases.map { kind in
            let name = kind.rawValue + String(repeating: " ", count: 7 - kind.rawValue.count)
            let isNothing = permissions.granted(kind) == .none
            let scope = describe(kind, granted: permissions.granted(kind), denied: permissions.denied(kind))
            return isNothing ? palette.dim(name + scope) : name + scope
        }
    }

    private static func describe(_ kind: PermissionKind, granted: PermissionScope, denied: PermissionScope) -> String {
        let except =
            switch denied {
            case .none: ""
            case .all: ", all denied"
            case .items(let items): ", but not " + items.joined(separator: ", ")
            }
        switch granted {
        case .none: return "nothing"
        case .all: return (kind == .net ? "all public hosts" : "all") + except
        case .items(let items): return items.joined(separator: ", ") + except
        }
    }
}
