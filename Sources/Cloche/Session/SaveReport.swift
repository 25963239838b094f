/// What a save wrote.
public struct SaveReport: Sendable, Equatable {
    /// Where the session file is.
    public var path: String

    /// Its size in bytes.
    public var size: Int

    /// The names of what would not survive a restore, such as a pending network request.
    public var lost: [String]

    /// The names of variables that were secrets in the session: the file holds its memory, and so perhaps their values.
    public var secrets: [String]

    /// Makes a report of its parts.
    public init(path: String, size: Int, lost: [String], secrets: [String] = []) {
        self.path = path
        self.size = size
        self.lost = lost
        self.secrets = secrets
    }
}
