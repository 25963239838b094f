/// The index of a pack: which files it holds, and where.
package struct PackageIndex: Sendable, Equatable {
    /// One file of a pack.
    struct File: Sendable, Equatable, Decodable {
        /// Where it is seen, relative to `site-packages`.
        var path: String
        var offset: Int
        var size: Int
        /// In 64 hex digits.
        var sha256: String
    }

    /// The most bytes that an index may have.
    static let maximumBytes = 16 << 20

    /// What it says about the package.
    package let summary: PackageSummary

    /// The index as it is in the file, in JSON, which is what a runner takes.
    package let bytes: [UInt8]

    /// Makes an index of its parts, which belong together.
    package init(summary: PackageSummary, bytes: [UInt8]) {
        self.summary = summary
        self.bytes = bytes
    }
}
