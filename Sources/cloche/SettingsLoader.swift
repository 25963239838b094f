internal import ClocheREPL

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Finds and reads the file of settings.
struct SettingsLoader {
    private let console: Console

    init(_ console: Console) {
        self.console = console
    }

    /// Puts the settings of the file below those of the command line; says what is wrong with the file.
    ///
    /// - Throws: `UsageError` where the command line names a file that cannot be read, or a profile that there is not.
    func load(into invocation: inout Invocation) throws(UsageError) {
        if case .text = invocation.work { return }
        try loadFile(into: &invocation)
        try invocation.checkProfile()
    }

    private func loadFile(into invocation: inout Invocation) throws(UsageError) {
        let path: String
        switch invocation.settingsSource {
        case .none: return
        case .file(let named): path = named
        case .standard:
            guard let standard = standardPath, access(standard, F_OK) == 0 else { return }
            path = standard
            guard Self.isReadable(path) else {
                return console.complain("cannot read '\(abbreviated(path))': it is no file, so that it does not count")
            }
        }
        let text: String
        do throws(UsageError) {
            text = try CellSource.read(.file(path)).text
        } catch {
            if invocation.settingsSource != .standard { throw error }
            console.complain(error.message)
            return
        }
        var settings = Settings()
        for problem in SettingsFile(text).read(into: &settings) {
            console.complain(problem.described(in: abbreviated(path)))
        }
        settings.startup = settings.startup.map { absolute($0, beside: path) }
        invocation.resolve(over: settings)
    }

    /// Whether a path is that of a file: a pipe would keep the prompt waiting.
    private static func isReadable(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// `$XDG_CONFIG_HOME/cloche/config.toml`; a relative path there does not count, as its specification says.
    private var standardPath: String? {
        if let folder = console.variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
            return folder + "/cloche/config.toml"
        }
        return console.variable("HOME").map { $0 + "/.config/cloche/config.toml" }
    }

    private func abbreviated(_ path: String) -> String {
        guard let home = console.variable("HOME"), path.hasPrefix(home + "/") else { return path }
        return "~" + path.dropFirst(home.count)
    }

    /// A path of the file: `~/` is the home folder, and a relative one begins in the file's folder.
    private func absolute(_ path: String, beside file: String) -> String {
        if path.hasPrefix("~/"), let home = console.variable("HOME") { return home + path.dropFirst() }
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }
}
