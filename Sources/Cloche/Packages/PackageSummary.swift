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

    /// Makes a summary of its parts.
    package init(
        kind: Kind,
        name: String,
        version: String,
        file: String,
        sha256: String,
        archiveBytes: Int,
        packBytes: Int,
        requires: [String],
        requiresPython: String? = nil,
        imports: [String],
        native: Bool
    ) {
        self.kind = kind
        self.name = name
        self.version = version
        self.file = file
        self.sha256 = sha256
        self.archiveBytes = archiveBytes
        self.packBytes = packBytes
        self.requires = requires
        self.requiresPython = requiresPython
        self.imports = imports
        self.native = native
    }
}
