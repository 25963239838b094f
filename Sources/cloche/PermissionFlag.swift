internal import Cloche

/// A flag such as `--allow-net=127.0.0.1:8000`, as it was given.
struct PermissionFlag: Sendable, Equatable {
    /// True for `--allow-...`, false for `--deny-...`.
    let isGrant: Bool
    /// What it is about.
    let kind: PermissionKind
    /// The items; empty for the whole kind.
    let items: [String]
}
