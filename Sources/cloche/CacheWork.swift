/// What `cloche cache` is asked to do.
enum CacheWork: Sendable, Equatable {
    /// Show the packages.
    case list(isJSON: Bool)
    /// Take out what was used longest ago, until the rest takes up at most so many bytes.
    case prune(to: Int)
    /// Take out everything.
    case clear
}
