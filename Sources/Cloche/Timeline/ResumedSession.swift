/// A stored session that was taken up again.
public struct ResumedSession: Sendable, Equatable {
    /// What was recorded about it; its permissions are shown, not granted.
    public var metadata: SessionMetadata

    /// The checkpoint that it is at: the last cell that had finished.
    public var position: Int

    /// What its cells showed, in order, as far as that was kept.
    public var transcript: [CellTranscriptRecord]

    /// The cell that ran when the session ended; its effects are not in the state.
    public var interrupted: StoredCell?

    /// Where what was stored is damaged, and what that cost; nil where it is whole.
    public var flaw: String?

    /// Makes a resumed session of its parts.
    public init(
        metadata: SessionMetadata,
        position: Int,
        transcript: [CellTranscriptRecord] = [],
        interrupted: StoredCell? = nil,
        flaw: String? = nil
    ) {
        self.metadata = metadata
        self.position = position
        self.transcript = transcript
        self.interrupted = interrupted
        self.flaw = flaw
    }
}
