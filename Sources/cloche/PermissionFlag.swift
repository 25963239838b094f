internal import Cloche

/// A flag such as `--allow-net=127.0.0.1:8000`, as it was given.
struct PermissionFlag: Sendable, Equatable {
    /// What the flag does.
    enum Verb: Sendable, Equatable {
        /// `--allow-...`
        case allow
        /// `--secret-env`
        case secret
        /// `--deny-...`
        case deny
    }

    /// What it does.
    let verb: Verb
    /// What it is about.
    let kind: PermissionKind
    /// The items; empty for the whole kind.
    let items: [String]
}
