internal import ArgumentParser
internal import Cloche
internal import ClocheREPL

/// The program without a subcommand: the REPL, or one cell.
struct RunCommand: InvocationCommand {
    static let configuration = CommandConfiguration(
        commandName: "cloche",
        abstract: "A Python REPL whose cells run in a sandbox.",
        usage: """
            cloche [<options>] [<file> | -c <code> | -] [<arguments>]
            cloche audit [<options>]
            cloche cache [list | prune | clear] [<options>]
            cloche info [<options>] <file>
            cloche doctor [--packages]
            """,
        discussion: """
            Without <file> or -c: the REPL at a terminal, else one cell from stdin. Nothing is granted without a \
            permission: '--allow-read=a,b' grants two paths, '--allow-read' alone the whole kind, and a denial wins \
            over a grant.

            Exit status: 0 when the cell ran to its end, 1 when it raised an exception, N after sys.exit(N), 2 when the \
            command line is wrong, 124 when the cell ran longer than its timeout, 125 when cloche or its sandbox \
            failed, 130 when the cell was interrupted.
            """,
        subcommands: [AuditCommand.self, CacheCommand.self, DoctorCommand.self, InfoCommand.self]
    )

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp(
            "A file to run as one cell, or '-' for stdin; what follows is sys.argv.",
            valueName: "file"
        ),
        completion: .file(extensions: ["py"])
    )
    var words: [String] = []

    @OptionGroup(title: "Permissions") var permissions: PermissionOptions
    @OptionGroup(title: "Limits") var limits: LimitOptions
    @OptionGroup(title: "Packages") var packages: PackageOptions
    @OptionGroup(title: "Settings") var settings: SettingsOptions

    @Option(
        help: ArgumentHelp(
            "Begin with the permissions and limits of a profile: strict, net, dev or one of the config file.",
            valueName: "name"
        ),
        completion: .list(Profile.builtIn.map(\.name))
    )
    var profile: String?

    @Option(
        name: .customShort("c"),
        help: ArgumentHelp("Run code as one cell and print the value of its last expression.", valueName: "code")
    )
    var code: [String] = []

    @Option(help: ArgumentHelp("Begin with a saved session.", valueName: "file"), completion: .file())
    var load: String?

    @Flag(name: .customLong("rerun"), help: "Run the cells of the saved session again, in place of loading its memory.")
    var isRerun = false

    @Option(help: ArgumentHelp("Save the session at the end.", valueName: "file"), completion: .file())
    var save: String?

    @Flag(name: .customLong("with-packages"), help: "Save the files of its packages, too.")
    var savesPackages = false

    @Option(
        help: ArgumentHelp("Take up a session that was cut off, or the one of an ID.", valueName: "id"),
        transform: ResumeOption.parse
    )
    var resume: ResumeOption?

    @OptionGroup var output: OutputOptions

    @Flag(name: .customLong("plain"), help: "Read lines without the line editor.")
    var isPlain = false

    @Flag(name: .customLong("no-audit"), help: "Record nothing in the audit log.")
    var isUnaudited = false

    @Flag(name: [.customShort("V"), .customLong("version")], help: "Show the version.")
    var isVersion = false

    func validate() throws {
        if isVersion { throw CleanExit.message("cloche \(clocheVersion)") }
        if code.count > 1 { throw ValidationError("'-c' is given twice") }
        if isRerun, load == nil { throw ValidationError("'--rerun' needs '--load'") }
        if savesPackages, save == nil { throw ValidationError("'--with-packages' needs '--save'") }
        if load != nil, resume != nil { throw ValidationError("'--load' and '--resume' exclude each other") }
    }

    var invocation: Invocation {
        var invocation = Invocation()
        if let code = code.first {
            invocation.work = .code(code)
            invocation.arguments = words
        } else if let word = words.first {
            invocation.work = word == "-" ? .standardInput : .file(word)
            invocation.arguments = Array(words.dropFirst())
        }
        invocation.permissions = permissions.flags
        // First, since what is given beside a profile wins over its limits.
        invocation.assignments = (profile.map { [SettingAssignment("profile", $0)] } ?? []) + limits.assignments
        invocation.assignments += packages.assignments
        if output.isColorless { invocation.assignments.append(SettingAssignment("colors", "off")) }
        if isUnaudited { invocation.assignments.append(SettingAssignment("audit", "off")) }
        invocation.settingsSource = settings.source
        invocation.resolve(over: invocation.settings)
        invocation.load = load
        invocation.isRerun = isRerun
        invocation.save = save
        invocation.savesPackages = savesPackages
        invocation.installs = packages.words
        invocation.packages = packages.packages
        invocation.resume = resume
        invocation.isJSON = output.isJSON
        invocation.isPlain = isPlain
        return invocation
    }
}
