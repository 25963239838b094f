/// What ends a checkpoint's transfer: all parts that the checkpoint is made of.
struct CheckpointReport: Equatable, Sendable {
    /// The number of the request.
    var request: Int

    /// True for a checkpoint that stands alone, false for one that adds to the checkpoint before it.
    var full: Bool

    /// The size of Python's heap in bytes.
    var heapBytes: Int

    /// The parts: all file parts in use, those too that the host has already.
    var parts: [WirePart]

    /// The names of the user's variables.
    var variables: [String] = []

    /// The names of what would not survive a restore.
    var lost: [String] = []
}
