internal import Cloche
internal import ClocheREPL

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
        /// `audit`
        case audit(AuditListing)
        /// `cache`
        case cache(CacheWork)
        /// `info`
        case info(path: String, isJSON: Bool)
        /// `--help`, `--version`: only this text is printed.
        case text(String)
    }

    /// What is to be run.
    var work = Work.automatic
    /// What follows the code or the file, for `sys.argv`.
    var arguments: [String] = []
    /// The permission flags in the order given, not yet resolved.
    var permissions: [PermissionFlag] = []
    /// The settings that the options are.
    var assignments: [SettingAssignment] = []
    /// Where the other settings come from.
    var settingsSource = SettingsSource.standard
    /// All settings, once ``resolve(over:)`` has put them together.
    private(set) var settings = Settings()
    /// The session file to begin with.
    var load: String?
    /// Whether its cells run again in place of its memory.
    var isRerun = false
    /// The session file to write at the end.
    var save: String?
    /// Whether that has the files of the session's packages in it.
    var savesPackages = false
    /// What `--install` asks for, as the words of `:install`.
    var installs: [String] = []
    /// The lock file whose packages are installed.
    var packages: String?
    /// Whether `doctor` tries to install packages, too.
    var checksPackages = false
    /// The session of an earlier run to begin with.
    var resume: ResumeOption?
    /// JSON lines instead of text.
    var isJSON = false
    /// No line editor.
    var isPlain = false

    /// What a cell may use up.
    var limits: Limits { settings.limits }

    /// Python's `sys.argv`, as `python3` would have it.
    var pythonArguments: [String] {
        switch work {
        case .code: ["-c"] + arguments
        case .file(let path): [path] + arguments
        case .standardInput: ["-"] + arguments
        case .automatic, .audit, .cache, .doctor, .info, .text: [""]
        }
    }

    /// Puts the settings of the command line over others.
    mutating func resolve(over other: Settings) {
        settings = other
        for assignment in assignments {
            // The options have checked their values; the profile is checked when the file of settings is read.
            try? settings.set(assignment.name, to: assignment.text, from: .commandLine)
        }
    }

    /// Checks that the profile of the command line is one.
    func checkProfile() throws(UsageError) {
        guard let wanted = assignments.first(where: { $0.name == "profile" }) else { return }
        var settings = settings
        do throws(REPLError) {
            try settings.set(wanted.name, to: wanted.text, from: .commandLine)
        } catch {
            throw UsageError(error.message)
        }
    }

    /// Resolves the permission flags over the profile; denials come last, because they win over grants whatever their order.
    ///
    /// - Parameter notes: Gets what the profile made on the disk.
    /// - Returns: The set.
    /// - Throws: `ClocheError` where something cannot be granted.
    func permissionSet(notes: inout [String]) throws(ClocheError) -> PermissionSet {
        var set = try settings.profile.permissions(notes: &notes)
        for flag in permissions where flag.verb == .allow { try set.allow(flag.kind, flag.items) }
        for flag in permissions where flag.verb == .secret { try set.allowSecrets(flag.items) }
        for flag in permissions where flag.verb == .deny { try set.deny(flag.kind, flag.items) }
        return set
    }
}
