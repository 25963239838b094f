internal import ArgumentParser

/// The subcommand `doctor`.
struct DoctorCommand: InvocationCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Show what is installed and which walls hold on this machine."
    )

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup(title: "Settings") var settings: SettingsOptions

    var invocation: Invocation {
        var invocation = Invocation()
        invocation.work = .doctor
        invocation.assignments = limits.assignments
        invocation.settingsSource = settings.source
        invocation.resolve(over: invocation.settings)
        return invocation
    }
}
