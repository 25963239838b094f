internal import ArgumentParser
internal import ClocheREPL

/// The options about packages.
struct PackageOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Install a package, such as 'numpy>=2', a wheel, or with '-r FILE' what a file names; can be repeated.",
            valueName: "package"
        )
    )
    var install: [String] = []

    @Option(
        help: ArgumentHelp("Install exactly the packages of a lock file.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var packages: String?

    @Flag(name: .customLong("auto-install"), help: "Install what a cell imports and is not there, before it runs.")
    var isAutomatic = false

    @Flag(name: .customLong("offline"), help: "Take packages from the cache, and ask nobody for them.")
    var isOffline = false

    func validate() throws {
        do throws(REPLError) {
            if !words.isEmpty { _ = try InstallWords.request(words) }
        } catch {
            throw ValidationError("'--install': \(error.message)")
        }
    }

    /// What `--install` was given, as `:install` takes it.
    var words: [String] {
        install.flatMap { value in
            value.hasPrefix(Self.file) ? ["-r", String(value.dropFirst(Self.file.count))] : [value]
        }
    }

    /// Stands between `-r` and its file; nobody can type it, because no argument holds a NUL.
    static let file = "-r\0"

    /// The settings that the flags are.
    var assignments: [SettingAssignment] {
        (isAutomatic ? [SettingAssignment("auto-install", "on")] : [])
            + (isOffline ? [SettingAssignment("offline", "on")] : [])
    }
}
