#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A state that a session can go back to: the one after a cell.
public struct CheckpointInfo: Sendable, Equatable {
    /// The number of the last cell that it covers; 0 is the fresh interpreter.
    public var number: Int

    /// The number of the checkpoint that its cells went on from; nil for the oldest that is kept.
    public var parent: Int?

    /// The cells that were run since its parent, in order: usually one.
    public var cells: [Int]

    /// When it was taken.
    public var taken: Date

    /// What it takes up beyond the one before it, in bytes.
    public var bytes: Int

    /// The size of Python's heap, in bytes.
    public var heapBytes: Int

    /// The names of the user's variables, sorted.
    public var variables: [String]

    /// The names of what would not survive going there.
    public var lost: [String]

    /// What its cells used that no undo covers: files written in mounts, hosts, commands, native libraries.
    public var wentOut: [Permission]

    /// The name of the branch that ends here, where it has one.
    public var branch: String?

    /// Makes an info of its parts.
    public init(
        number: Int,
        parent: Int? = nil,
        cells: [Int] = [],
        taken: Date,
        bytes: Int = 0,
        heapBytes: Int = 0,
        variables: [String] = [],
        lost: [String] = [],
        wentOut: [Permission] = [],
        branch: String? = nil
    ) {
        self.number = number
        self.parent = parent
        self.cells = cells
        self.taken = taken
        self.bytes = bytes
        self.heapBytes = heapBytes
        self.variables = variables
        self.lost = lost
        self.wentOut = wentOut
        self.branch = branch
    }
}
