#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A checkpoint as a journal names it; docs/journal.md describes every field.
struct CheckpointEntry: Equatable, Sendable, Codable {
    /// The number of the last cell that it covers; 0 is the session's start.
    var number: Int

    /// The checkpoint that it came from; nil for the oldest one that is kept.
    var parent: Int?

    /// The cells since its parent, in order.
    var cells: [Int]

    /// When it was taken, to the second.
    var taken: Date

    /// The number of its `references` part.
    var references: Int

    /// The numbers of its heap's parts: the first is against the baseline image, each other against the one before it.
    var heap: [Int]

    /// The numbers of the parts that hold its files.
    var files: [Int]

    /// The size of Python's heap in bytes.
    var heapBytes: Int

    /// The names of the user's variables, sorted.
    var variables: [String]

    /// The names of what would not survive going there.
    var lost: [String]

    /// What its cells used of `write`, `net`, `run` and `ffi`.
    var wentOut: [Permission]

    /// What it takes up beyond its parent, in bytes.
    var bytes: Int
}
