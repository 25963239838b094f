#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a session file says about itself, as JSON; docs/session-file.md describes every field.
struct Manifest: Equatable, Sendable, Codable {
    /// A stretch of the file behind the manifest.
    struct Section: Equatable, Sendable, Codable {
        /// What the section holds.
        var name: WirePart.Kind

        /// Which file a `file` section holds; empty for the others.
        var id: String

        /// Where the section begins, counted from the end of the manifest.
        var offset: Int

        /// The size of the section in bytes.
        var length: Int

        /// The size of what it unpacks to, in bytes.
        var rawLength: Int

        /// The SHA-256 of the section's bytes, 64 hex digits.
        var sha256: String
    }

    /// The version of the format.
    static let format = 1

    /// The longest manifest, in bytes.
    static let maximumLength = 64 << 20

    /// The largest heap that a manifest may tell of: what 32-bit WebAssembly can address.
    static let maximumHeap = 4 << 30

    /// The version of the format; ``format``.
    var format = Manifest.format

    /// The build that the memory belongs to.
    var build: BuildIdentity

    /// When the file was written.
    var saved: Date?

    /// The cells, the versions, the recorded permissions and limits.
    var session: SessionMetadata

    /// The size of Python's heap in bytes.
    var heapBytes: Int

    /// The names of what will not be there after loading.
    var lost: [String]

    /// The sections in the order of their offsets.
    var sections: [Section]
}
