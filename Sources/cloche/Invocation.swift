internal import Cloche

/// What a command line asks for.
struct Invocation: Sendable, Equatable {
    /// What is to be run.
    enum Work: Sendable, Equatable {
        /// The REPL at a terminal, else one cell from stdin.
        case automatic
        /// `-c CODE`
        case code(String)
        /// `FILE`
        case file(String)
        /// `-`
        case standardInput
        /// `doctor`
        case doctor
        /// `--help`, `--version`: only this text is printed.
        case text(String)
    }

    /// What is to be run.
    var work = Work.automatic
    /// What follows the code or the file, for `sys.argv`.
    var arguments: [String] = []
    /// The permission flags in the order given, not yet resolved.
    var permissions: [PermissionFlag] = []
    /// The limits.
    var limits = Limits()
    /// The session file to begin with.
    var load: String?
    /// The session file to write at the end.
    var save: String?
    /// JSON lines instead of text.
    var isJSON = false
    /// No line editor.
    var isPlain = false
    /// No colours.
    var isColorless = false

    /// Python's `sys.argv`, as `python3` would have it.
    var pythonArguments: [String] {
        switch work {
        case .code: ["-c"] + arguments
        case .file(let path): [path] + arguments
        case .standardInput: ["-"] + arguments
        case .automatic, .doctor, .text: [""]
        }
    }

    /// Resolves the permission flags; denials come last, because they win over grants whatever their order.
    func permissionSet() throws(ClocheError) -> PermissionSet {
        var set = PermissionSet()
        for flag in permissions where flag.isGrant { try set.allow(flag.kind, flag.items) }
        for flag in permissions where !flag.isGrant { try set.deny(flag.kind, flag.items) }
        return set
    }
}
