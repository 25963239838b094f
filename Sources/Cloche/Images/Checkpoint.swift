/// The whole memory of a session after a cell, kept so that one can go back to it.
///
/// Only the runner understands the bytes. The host keeps them, and so they survive the runner's death.
struct Checkpoint: Equatable, Sendable {
    /// What JavaScript holds for the heap.
    var references: CheckpointPart

    /// The heap: the first part is against the baseline image, each other against the part before it.
    var heap: [CheckpointPart]

    /// The contents of files, sorted by their ids.
    var files: [CheckpointPart] = []

    /// The size of Python's heap in bytes.
    var heapBytes: Int

    /// The names of the user's variables, sorted.
    var variables: [String] = []

    /// The names of what would not survive a restore.
    var lost: [String] = []

    /// All parts, in the order in which a runner wants them.
    var parts: [CheckpointPart] { [references] + heap + files }

    /// The size of all parts in bytes.
    var byteCount: Int { parts.reduce(0) { $0 + $1.bytes.count } }

    /// True where the next checkpoint should stand alone, because going back through the heap parts would take longer.
    var isDueForFull: Bool {
        let later = heap.dropFirst().reduce(0) { $0 + $1.bytes.count }
        return heap.count >= Self.maximumHeapParts || later > max(heap.first?.bytes.count ?? 0, 1 << 20)
    }

    private static let maximumHeapParts = 64
}
