/// How much a history file may hold.
struct HistoryBounds: Sendable {
    /// How many cells a compaction keeps; twice as many lines bring one about.
    var cells: Int
    /// How many bytes bring a compaction about, which keeps at most half as many.
    var bytes: Int

    /// Larger cells are not written, in bytes.
    var largestCell: Int { min(1 << 20, bytes / 8) }
}
