/// How many checkpoints of a session are kept; the oldest are forgotten first.
struct CheckpointBounds: Sendable, Equatable {
    /// The most checkpoints.
    var count: Int

    /// The most bytes that they may take up together.
    var bytes: Int

    /// The bounds of a session without a journal, which keeps them in memory.
    static let inMemory = CheckpointBounds(count: 200, bytes: 256 << 20)
}

extension JournalFolder {
    /// The bounds of one session: half of the room, since as much may lie in its journal that is of no use any longer.
    var bounds: CheckpointBounds { CheckpointBounds(count: maximumCheckpoints, bytes: maximumBytes / 2) }
}
