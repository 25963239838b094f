/// A path of this machine that Python sees at the same place.
struct Mount: Equatable, Sendable, Codable {
    /// The absolute path.
    var path: String

    /// True where Python may write to it.
    var writable: Bool
}
