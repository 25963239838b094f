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
    var byteCount: Int { parts.reduce(0) { $0 + $1.content.count } }

    /// True where the next checkpoint should stand alone, because going back through the heap parts would take longer.
    ///
    /// The largest part does not count, whichever it is: a cell made that much, and a new first part would have it again.
    var isDueForFull: Bool {
        let sizes = heap.map(\.content.count)
        let largest = sizes.max() ?? 0
        let others = sizes.reduce(-largest, +)
        return sizes.count >= Self.maximumHeapParts || others > max(largest, Self.smallestMatter)
    }

    private static let maximumHeapParts = 64

    /// Parts of so many bytes together are gone through in no time.
    private static let smallestMatter = 1 << 20
}

extension Checkpoint {
    /// What takes a runner from this state to another: heap parts, each of which goes both ways, and files.
    ///
    /// A part that both have in common is in neither way. Files that both have are sent only where they are few: most are
    /// as they were, and the runner refuses where it needs another.
    func way(to target: Checkpoint) -> [CheckpointPart] {
        let here = Set(heap.map { ObjectIdentifier($0.content) })
        let there = Set(target.heap.map { ObjectIdentifier($0.content) })
        let own = heap.filter { !there.contains(ObjectIdentifier($0.content)) }
        let new = target.heap.filter { !here.contains(ObjectIdentifier($0.content)) }
        let known = Set(files.map { ObjectIdentifier($0.content) })
        let isSmall = target.files.reduce(0) { $0 + $1.content.count } <= Self.maximumFilesOnTheWay
        return own + new + target.files.filter { isSmall || !known.contains(ObjectIdentifier($0.content)) }
    }

    private static let maximumFilesOnTheWay = 4 << 20
}
