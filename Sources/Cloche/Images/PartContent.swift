internal import Synchronization

/// The bytes of a part of a checkpoint: in memory until they lie in a journal.
///
/// Checkpoints that have a part in common share its content, so two parts are the same where their contents are one object.
final class PartContent: Sendable {
    private enum Storage {
        case memory([UInt8])
        case journal(StoredPart)
    }

    /// The number of bytes.
    let count: Int

    private let storage: Mutex<Storage>

    /// Makes a content of bytes in memory.
    init(_ bytes: [UInt8]) {
        count = bytes.count
        storage = Mutex(.memory(bytes))
    }

    /// Makes a content of what lies in a journal.
    init(_ part: StoredPart) {
        count = part.place.length
        storage = Mutex(.journal(part))
    }

    /// All bytes.
    ///
    /// - Throws: ``ClocheError`` where the journal cannot be read, or is damaged there.
    func bytes() throws(ClocheError) -> [UInt8] {
        switch storage.withLock({ $0 }) {
        case .memory(let bytes): return bytes
        case .journal(let part):
            do throws(ClocheError) {
                return try part.journal.read(part.place)
            } catch {
                // The journal may have been rewritten in between, and the part lies elsewhere.
                guard let moved = stored, moved.place != part.place else { throw error }
                return try moved.journal.read(moved.place)
            }
        }
    }

    /// Where the bytes lie in a journal; nil where they are in memory.
    var stored: StoredPart? {
        guard case .journal(let part) = storage.withLock({ $0 }) else { return nil }
        return part
    }

    /// Notes that the bytes lie in a journal now, and gives up those in memory.
    func move(to part: StoredPart) {
        storage.withLock { $0 = .journal(part) }
    }
}

extension PartContent: Equatable {
    /// Tells whether two contents have the same bytes.
    static func == (left: PartContent, right: PartContent) -> Bool {
        if left === right { return true }
        guard let bytes = try? left.bytes(), let others = try? right.bytes() else { return false }
        return bytes == others
    }
}
