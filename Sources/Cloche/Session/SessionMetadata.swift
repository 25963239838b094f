#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What is known about a session beside its memory; in a session file it stands in the manifest.
public struct SessionMetadata: Sendable, Equatable, Codable {
    /// When the session began.
    public var created: Date

    /// The version of cloche that runs, or wrote, the session.
    public var clocheVersion: String

    /// The version of Pyodide that the session's memory belongs to; empty before the sandbox has started.
    public var pyodideVersion: String

    /// The version of Python; empty before the sandbox has started.
    public var pythonVersion: String

    /// The cells that were run, in order.
    public var cells: [CellRecord]

    /// The names of the user's variables as the last checkpoint saw them, sorted.
    public var variables: [String]

    /// The packages that the session's cells can import, sorted by name.
    public var packages: [LockedPackage]

    /// The session's permissions; those that stand in a session file are shown, never granted by loading it.
    public var permissions: PermissionSet

    /// The session's limits.
    public var limits: Limits

    /// Makes metadata of its parts.
    public init(
        created: Date,
        clocheVersion: String = Cloche.clocheVersion,
        pyodideVersion: String = "",
        pythonVersion: String = "",
        cells: [CellRecord] = [],
        variables: [String] = [],
        packages: [LockedPackage] = [],
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits()
    ) {
        self.created = created
        self.clocheVersion = clocheVersion
        self.pyodideVersion = pyodideVersion
        self.pythonVersion = pythonVersion
        self.cells = cells
        self.variables = variables
        self.packages = packages
        self.permissions = permissions
        self.limits = limits
    }
}
