/// Which build a session's memory belongs to: it is of use to exactly that one.
struct BuildIdentity: Equatable, Sendable, Codable {
    /// The version of Pyodide.
    var pyodide: String

    /// The hash of the runner's sources, 16 hex digits.
    var runner: String
}
