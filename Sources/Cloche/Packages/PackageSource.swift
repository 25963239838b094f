/// Where the file of a package came from first.
public enum PackageSource: Sendable, Equatable, Codable {
    /// The package index, at a URL.
    case index(String)

    /// The distribution of the pinned Pyodide, at a URL or a path.
    case distribution(String)

    /// A file of this machine, by its path.
    case file(String)
}
