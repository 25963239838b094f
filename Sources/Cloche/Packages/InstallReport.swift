/// What an installation did.
public struct InstallReport: Sendable, Equatable {
    /// What was added, sorted by name.
    public var installed: [InstalledPackage]

    /// The names of what was asked for and was there before, sorted.
    public var alreadyThere: [String]

    /// What the user should know, a sentence each.
    public var notes: [String]

    /// Makes a report of its parts.
    public init(installed: [InstalledPackage] = [], alreadyThere: [String] = [], notes: [String] = []) {
        self.installed = installed
        self.alreadyThere = alreadyThere
        self.notes = notes
    }
}
