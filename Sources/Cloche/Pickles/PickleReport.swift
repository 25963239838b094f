/// What a session's pickle holds, and what it does not.
public struct PickleReport: Sendable, Equatable {
    /// The variables that were loaded or saved, sorted; the first thousand of them.
    public var variables: [String]

    /// What was not, or only in part; the first of them.
    public var lost: [PickleLoss]

    /// Of a pickle that was loaded, the packages that are not there; of one that was saved, those that it needs.
    public var packages: [String]

    /// The size of the pickle in bytes.
    public var size = 0

    /// The names of variables that were secrets in the session: a saved pickle may hold their values.
    public var secrets: [String] = []

    /// Makes a report of its parts.
    public init(
        variables: [String] = [],
        lost: [PickleLoss] = [],
        packages: [String] = [],
        size: Int = 0,
        secrets: [String] = []
    ) {
        self.variables = variables
        self.lost = lost
        self.packages = packages
        self.size = size
        self.secrets = secrets
    }
}

/// A variable that a pickle does not give as it was.
public struct PickleLoss: Sendable, Equatable, Codable {
    /// The variable's name.
    public var name: String

    /// Why, for people.
    public var reason: String

    /// True where the variable is there, and something in it is not.
    public var isKept: Bool

    private enum CodingKeys: String, CodingKey { case name, reason, isKept = "kept" }

    /// Makes a loss of its parts.
    public init(name: String, reason: String, isKept: Bool = false) {
        self.name = name
        self.reason = reason
        self.isKept = isKept
    }
}
