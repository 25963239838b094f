internal import ArgumentParser

/// The subcommand `doctor`.
struct DoctorCommand: InvocationCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Show what is installed and which walls hold on this machine."
    )

    /// What stands for this command's `--packages`: the option of that name which belongs to the program takes a value, and the
    /// parser looks for that one first.
    static let checkPackages = "check-packages"

    @Flag(
        name: .customLong(checkPackages),
        help: "Also try whether packages can be had: fetch some anew, from the index and from Pyodide's distribution."
    )
    var checksPackages = false

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup(title: "Settings") var settings: SettingsOptions

    var invocation: Invocation {
        var invocation = Invocation()
        invocation.work = .doctor
        invocation.checksPackages = checksPackages
        invocation.assignments = limits.assignments
        invocation.settingsSource = settings.source
        invocation.resolve(over: invocation.settings)
        return invocation
    }
}
