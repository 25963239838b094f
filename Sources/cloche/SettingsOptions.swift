internal import ArgumentParser

/// Where the settings come from.
struct SettingsOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read the settings from a file (default: ~/.config/cloche/config.toml).", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var config: String?

    @Flag(name: .customLong("no-config"), help: "Read no file of settings, and run no start-up cells.")
    var isConfigless = false

    func validate() throws {
        if isConfigless, config != nil { throw ValidationError("'--config' and '--no-config' exclude each other") }
    }

    /// The file that counts.
    var source: SettingsSource {
        if isConfigless { return .none }
        return config.map(SettingsSource.file) ?? .standard
    }
}
