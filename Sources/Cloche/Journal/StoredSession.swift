#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// A session that is stored in a ``JournalFolder``, as a list shows it.
public struct StoredSession: Sendable, Equatable {
    /// Whether a session can be resumed.
    public enum State: String, Sendable, CaseIterable {
        /// Some program has it open.
        case live
        /// Its program, or the machine, stopped without closing it.
        case interrupted
        /// It was closed.
        case ended
    }

    /// The session's name.
    public var id: String

    /// When the session began.
    public var created: Date

    /// When its journal was last written to.
    public var changed: Date

    /// How many cells have run.
    public var cells: Int

    /// The source of the cell that ended last.
    public var lastSource: String?

    /// The cell that runs, or that ran when the session was interrupted.
    public var running: StoredCell?

    /// Whether it can be resumed.
    public var state: State

    /// The size of its journal.
    public var bytes: Int

    /// What is wrong with its journal.
    public var flaw: String?

    /// Makes a session of its parts.
    public init(
        id: String,
        created: Date,
        changed: Date,
        cells: Int = 0,
        lastSource: String? = nil,
        running: StoredCell? = nil,
        state: State,
        bytes: Int,
        flaw: String? = nil
    ) {
        self.id = id
        self.created = created
        self.changed = changed
        self.cells = cells
        self.lastSource = lastSource
        self.running = running
        self.state = state
        self.bytes = bytes
        self.flaw = flaw
    }
}
