/// What a permission is about, named as Deno names it.
public enum PermissionKind: String, CaseIterable, Sendable, Codable, Comparable {
    /// Files and folders that cells may read.
    case read
    /// Files and folders that cells may change; what may be written may be read too.
    case write
    /// Hosts that cells may connect to.
    case net
    /// Environment variables that cells see.
    case env
    /// Commands that cells may start.
    case run
    /// Native libraries that cells may load.
    case ffi

    /// The order in which the kinds are shown: the one of their declaration.
    public static func < (left: PermissionKind, right: PermissionKind) -> Bool {
        left.position < right.position
    }

    private var position: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }

    /// Whether the items of this kind are paths.
    var hasPaths: Bool {
        switch self {
        case .read, .write, .run, .ffi: true
        case .net, .env: false
        }
    }
}
