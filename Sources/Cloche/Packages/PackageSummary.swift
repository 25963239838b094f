/// What the index of a pack says about its package, all but the list of files.
package struct PackageSummary: Sendable, Equatable, Codable {
    /// What an archive is.
    package enum Kind: String, Sendable, Codable {
        case wheel
        /// Shared libraries, which other packages need.
        case library
    }

    package var kind: Kind

    /// The name, normalized as PEP 503 says.
    package var name: String

    package var version: String

    /// The name of the archive.
    package var file: String

    /// The SHA-256 of the archive, in 64 hex digits.
    package var sha256: String

    package var archiveBytes: Int

    /// What the files hold, which is the size of the pack.
    package var packBytes: Int

    /// The lines `Requires-Dist` of the metadata.
    package var requires: [String]

    /// The line `Requires-Python` of the metadata.
    package var requiresPython: String?

    /// The names of the modules and packages at the top, sorted.
    package var imports: [String]

    /// True where there is code that was compiled for WebAssembly.
    package var native: Bool
}
