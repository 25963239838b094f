#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a journal says of its session first; docs/journal.md describes every field.
struct SessionEntry: Equatable, Sendable, Codable {
    /// The session's name, which is that of the file too.
    var id: String

    /// When the session began, to the second.
    var created: Date

    /// The version of cloche that the session began with.
    var clocheVersion = Cloche.clocheVersion

    /// The build that the memory belongs to.
    var build: BuildIdentity

    /// The folder that Python starts in.
    var workingDirectory: String

    /// Python's `sys.argv`.
    var arguments: [String]
}
