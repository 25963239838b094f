internal import Cloche
internal import ClocheREPL

/// All options of the command line: the parser, the help and the suggestions are made from these rows.
enum CommandLineOptions {
    /// What may be granted or denied.
    static let permissions: [CommandLineOption] =
        PermissionKind.allCases.map(grant) + PermissionKind.allCases.map(denial)

    /// Limits, session files and the form of the output.
    static let general: [CommandLineOption] = [
        CommandLineOption("--timeout", .value("SECONDS"), "how long a cell may run; 'off' for no limit (30)") {
            (invocation, value) throws(UsageError) in
            invocation.limits.timeout = try usage { () throws(REPLError) in try DurationText.parse(value) }
        },
        CommandLineOption("--memory", .value("MIB"), "how much memory Python may use (512)") {
            (invocation, value) throws(UsageError) in
            invocation.limits.memory = try usage { () throws(REPLError) in try ByteText.parseMemory(value) }
        },
        CommandLineOption("--max-output", .value("BYTES"), "how much output of a cell is shown (1048576)") {
            (invocation, value) throws(UsageError) in
            guard let bytes = Int(value), Limits.outputRange.contains(bytes) else {
                let bounds = "from \(Limits.outputRange.lowerBound) to \(Limits.outputRange.upperBound)"
                throw UsageError("'\(value)' is not a number of bytes \(bounds)")
            }
            invocation.limits.output = bytes
        },
        CommandLineOption("--load", .value("FILE"), "begin with a saved session") { (invocation, value) in
            invocation.load = value
        },
        CommandLineOption("--save", .value("FILE"), "save the session at the end") { (invocation, value) in
            invocation.save = value
        },
        CommandLineOption("--json", .flag, "one JSON object a line for output and result") { (invocation, _) in
            invocation.isJSON = true
        },
        CommandLineOption("--plain", .flag, "read lines without the line editor") { (invocation, _) in
            invocation.isPlain = true
        },
        CommandLineOption("--no-color", .flag, "no colours; the variable NO_COLOR does the same") { (invocation, _) in
            invocation.isColorless = true
        },
        CommandLineOption("--help", short: "-h", .flag, "show this text") { (invocation, _) in
            invocation.work = .help
        },
        CommandLineOption("--version", short: "-V", .flag, "show the version") { (invocation, _) in
            invocation.work = .version
        },
    ]

    /// Every row.
    static let rows = permissions + general

    private static func grant(_ kind: PermissionKind) -> CommandLineOption {
        permission("--allow-", kind, "grant \(describe(kind))", isGrant: true)
    }

    private static func denial(_ kind: PermissionKind) -> CommandLineOption {
        permission("--deny-", kind, "except from what is granted", isGrant: false)
    }

    private static func permission(
        _ prefix: String,
        _ kind: PermissionKind,
        _ summary: String,
        isGrant: Bool
    ) -> CommandLineOption {
        CommandLineOption(prefix + kind.rawValue, .optionalList(items(kind)), summary) {
            (invocation, value) throws(UsageError) in
            let items =
                value.isEmpty ? [] : value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if items.contains("") {
                throw UsageError("'\(prefix)\(kind.rawValue)=\(value)' holds an empty item")
            }
            invocation.permissions.append(PermissionFlag(isGrant: isGrant, kind: kind, items: items))
        }
    }

    private static func items(_ kind: PermissionKind) -> String {
        switch kind {
        case .read, .write: "PATHS"
        case .net: "HOSTS"
        case .env: "NAMES"
        case .run: "COMMANDS"
        case .ffi: "LIBRARIES"
        }
    }

    private static func describe(_ kind: PermissionKind) -> String {
        switch kind {
        case .read: "reading files and folders"
        case .write: "reading and writing files and folders"
        case .net: "connections to hosts, each with or without :PORT"
        case .env: "environment variables"
        case .run: "starting commands"
        case .ffi: "loading libraries"
        }
    }

    private static func usage<Value>(_ work: () throws(REPLError) -> Value) throws(UsageError) -> Value {
        do {
            return try work()
        } catch {
            throw UsageError(error.message)
        }
    }
}
