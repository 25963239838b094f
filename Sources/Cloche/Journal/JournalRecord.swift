#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// One step of a session as its journal keeps it; docs/journal.md describes every field.
enum JournalRecord: Equatable, Sendable {
    /// The session began; the first record of every journal.
    case session(SessionEntry)

    /// A cell is about to run.
    case begin(cell: Int, source: String, started: Date)

    /// A cell has run.
    case end(CellEntry)

    /// A piece of checkpoints, whose bytes are the record's body; numbers grow, and none is used twice.
    case part(number: Int, WirePart)

    /// A checkpoint was taken; its parts stand before it.
    case checkpoint(CheckpointEntry)

    /// The session went to the state after a cell: by undo, redo, goto or a recovery.
    case move(to: Int, cause: String)

    /// The line of cells that ends with a number has a name, and new cells go on it, or no longer.
    case branch(name: String, number: Int, isCurrent: Bool)

    /// What the session has from now on.
    case settings(PermissionSet, Limits)

    /// The packages that the session has from now on.
    case packages([LockedPackage])

    /// Another state took the place of the old one: what was said before counts no longer, and numbers begin anew.
    case reset

    /// The session ended well.
    case close(reason: String)

    /// The size of the record's body in bytes; nil where it has none.
    var bodyLength: Int? {
        guard case .part(_, let part) = self else { return nil }
        return part.length
    }
}
