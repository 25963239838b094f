/// What a runner needs to know before Python starts.
struct BootRequest: Equatable, Sendable {
    /// Where the interpreter's memory comes from.
    enum Source: String, Sendable, Codable {
        /// The image of a fresh interpreter that lies in the runner's folder.
        case baseline
        /// A checkpoint, whose parts follow this message.
        case image
    }

    /// What every frame of the runner has to carry: 32 hex digits.
    var key: String

    /// Python's `os.environ`, as far as it is granted.
    var environment: [String: String] = [:]

    /// The folder that Python starts in.
    var workingDirectory: String

    /// Python's `sys.argv`.
    var arguments: [String] = []

    /// The paths of this machine that Python sees.
    var mounts: [Mount] = []

    /// The paths of the native libraries that are granted by name.
    var libraries: [String] = []

    /// The folder that holds the packs of the session's packages; empty where it has none.
    var site = ""

    /// What may be asked for as a program, and the path that is granted for it; `nil` for every program.
    var commands: [String: String]? = [:]

    /// True where a user sits at a terminal.
    var terminal = false

    /// How far Python's memory may grow, in bytes.
    var memory = Limits().memory

    /// The number of parts that follow.
    var parts = 0

    /// Where the interpreter's memory comes from.
    var loadedFrom: Source = .baseline
}
