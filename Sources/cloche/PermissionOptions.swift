internal import ArgumentParser
internal import Cloche

/// `--allow-...` and `--deny-...`, spelled as Deno spells them; each may be given many times.
struct PermissionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Grant reading files and folders.", valueName: "paths"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var allowRead: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant reading and writing files and folders.", valueName: "paths"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var allowWrite: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant connections to hosts, each with or without :PORT.", valueName: "hosts"),
        transform: PermissionItems.parse
    )
    var allowNet: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant environment variables.", valueName: "names"),
        transform: PermissionItems.parse
    )
    var allowEnv: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant environment variables and mask their values.", valueName: "names"),
        transform: PermissionItems.parse
    )
    var secretEnv: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant starting commands.", valueName: "commands"),
        transform: PermissionItems.parse
    )
    var allowRun: [[String]] = []

    @Option(
        help: ArgumentHelp("Grant loading libraries.", valueName: "libraries"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var allowFfi: [[String]] = []

    @Option(
        help: ArgumentHelp("Except paths from what may be read.", valueName: "paths"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var denyRead: [[String]] = []

    @Option(
        help: ArgumentHelp("Except paths from what may be written.", valueName: "paths"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var denyWrite: [[String]] = []

    @Option(
        help: ArgumentHelp("Except hosts from those granted.", valueName: "hosts"),
        transform: PermissionItems.parse
    )
    var denyNet: [[String]] = []

    @Option(
        help: ArgumentHelp("Except variables from those granted.", valueName: "names"),
        transform: PermissionItems.parse
    )
    var denyEnv: [[String]] = []

    @Option(
        help: ArgumentHelp("Except commands from those granted.", valueName: "commands"),
        transform: PermissionItems.parse
    )
    var denyRun: [[String]] = []

    @Option(
        help: ArgumentHelp("Except libraries from those granted.", valueName: "libraries"),
        completion: .file(),
        transform: PermissionItems.parse
    )
    var denyFfi: [[String]] = []

    /// The flags that were given.
    var flags: [PermissionFlag] {
        PermissionKind.allCases.flatMap { kind in
            grants(kind).map { PermissionFlag(verb: .allow, kind: kind, items: $0) }
                + (kind == .env ? secretEnv : []).map { PermissionFlag(verb: .secret, kind: kind, items: $0) }
                + denials(kind).map { PermissionFlag(verb: .deny, kind: kind, items: $0) }
        }
    }

    private func grants(_ kind: PermissionKind) -> [[String]] {
        switch kind {
        case .read: allowRead
        case .write: allowWrite
        case .net: allowNet
        case .env: allowEnv
        case .run: allowRun
        case .ffi: allowFfi
        }
    }

    private func denials(_ kind: PermissionKind) -> [[String]] {
        switch kind {
        case .read: denyRead
        case .write: denyWrite
        case .net: denyNet
        case .env: denyEnv
        case .run: denyRun
        case .ffi: denyFfi
        }
    }
}
