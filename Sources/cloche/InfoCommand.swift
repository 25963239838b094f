internal import ArgumentParser
internal import ClocheREPL

/// The subcommand `info`.
struct InfoCommand: InvocationCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Show what a saved session holds, and whether it can be loaded, without running anything of it.",
        discussion: "Exit status: 0 when this cloche can load the file, else 1."
    )

    @Argument(help: ArgumentHelp("A file that was saved by ':save' or '--save'.", valueName: "file"))
    var path: String

    @OptionGroup var output: OutputOptions

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup(title: "Settings") var settings: SettingsOptions

    var invocation: Invocation {
        var invocation = Invocation()
        invocation.work = .info(path: path, isJSON: output.isJSON)
        invocation.assignments = limits.assignments
        if output.isColorless { invocation.assignments.append(SettingAssignment("colors", "off")) }
        invocation.settingsSource = settings.source
        invocation.resolve(over: invocation.settings)
        return invocation
    }
}
