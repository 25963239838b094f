internal import Dispatch
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Writes what a session does into its journal, in order, in the background.
///
/// What cannot be written never keeps a cell from running: it is told once, stays in memory, and is tried again with what
/// follows.
final class JournalKeeper: Sendable {
    private struct State {
        var journal: Journal?
        var lastPart = 0
        /// The size at which the journal is looked through again for what is of no use any longer, in bytes.
        var shrinkAt = 0
        var failure: String?
        var hasFailed = false
    }

    private let folder: JournalFolder
    private let queue = DispatchQueue(label: "cloche.journal", qos: .userInitiated)
    private let state: Mutex<State>
    /// What the journal begins with; nil where there is one already.
    private let opening: SessionEntry?

    /// Makes a keeper; the journal is made with the first thing it is told, and begins with the opening.
    init(in folder: JournalFolder, _ opening: SessionEntry) {
        self.folder = folder
        self.opening = opening
        state = Mutex(State())
    }

    /// Makes a keeper that goes on with a journal, whose parts have numbers up to the last.
    init(_ journal: Journal, in folder: JournalFolder, lastPart: Int) {
        self.folder = folder
        opening = nil
        state = Mutex(State(journal: journal, lastPart: lastPart))
    }

    /// The name of the session whose journal it is.
    var id: String? { opening?.id ?? state.withLock { $0.journal?.id } }

    /// Why the journal could not be written, to be told once; nil where there is nothing to tell.
    func takeFailure() -> String? {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }

    /// Writes a record.
    func tell(_ record: JournalRecord) {
        queue.async { self.write { journal throws(ClocheError) in _ = try journal.append(record) } }
    }

    /// Writes a checkpoint, with all of its parts that are not in the journal yet.
    func keep(_ node: Timeline.Node) {
        guard let checkpoint = node.checkpoint, !node.isFresh else { return }
        queue.async {
            self.write { [folder = self.folder] journal throws(ClocheError) in
                guard checkpoint.byteCount <= folder.maximumBytes else {
                    let sizes = (checkpoint.byteCount >> 20, folder.maximumBytes >> 20)
                    throw .journalNotWritten(journal.path, "the state takes \(sizes.0) MiB, maximum is \(sizes.1) MiB")
                }
                let references = try self.number(of: checkpoint.references, in: journal)
                var heap: [Int] = []
                for part in checkpoint.heap { heap.append(try self.number(of: part, in: journal)) }
                var files: [Int] = []
                for part in checkpoint.files { files.append(try self.number(of: part, in: journal)) }
                let entry = CheckpointEntry(node.info, references, heap, files)
                _ = try journal.append(.checkpoint(entry))
            }
        }
    }

    /// Returns when everything that was told is in the file, or could not be written: the end of the program takes nothing of
    /// it away then, but a power loss may.
    func written() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }

    /// Returns when everything that was told is on the disk, or could not be written.
    func flush() async {
        await withCheckedContinuation { continuation in
            queue.async {
                self.write { journal throws(ClocheError) in try journal.flush() }
                continuation.resume()
            }
        }
    }

    /// Ends the journal; one that ended well says why.
    func close(reason: String?) async {
        if let reason { tell(.close(reason: reason)) }
        await flush()
        state.withLock(\.journal)?.close()
    }

    /// Rewrites the journal without the parts that no checkpoint needs any longer, where they may be more than half of it.
    ///
    /// - Parameters:
    ///   - timeline: The checkpoints that are kept.
    ///   - room: How much these may take up, in bytes.
    func shrink(to timeline: Timeline, room: Int) {
        let least = min(Self.smallestRewritten, room)
        queue.async {
            // What could not be written is not in the journal: the older states that are have to stay.
            guard !self.state.withLock(\.hasFailed), let journal = self.state.withLock(\.journal),
                journal.byteCount > max(least, self.state.withLock(\.shrinkAt))
            else { return }
            self.write { journal throws(ClocheError) in try Self.rewrite(journal, for: timeline) }
            // Where it could not be made smaller, that is not tried with every cell.
            self.state.withLock { $0.shrinkAt = 2 * journal.byteCount }
        }
    }

    // MARK: On the queue

    private static let smallestRewritten = 32 << 20

    private static func rewrite(_ journal: Journal, for timeline: Timeline) throws(ClocheError) {
        var contents: [Int: PartContent] = [:]
        for part in timeline.nodes.values.flatMap({ $0.checkpoint?.parts ?? [] }) {
            if let stored = part.content.stored, stored.journal === journal { contents[stored.number] = part.content }
        }
        let needed = try journal.entries().filter { entry in
            guard case .part(let number, _) = entry.record else { return true }
            return contents[number] != nil
        }
        for entry in try journal.rewrite(needed) {
            guard case .part(let number, _) = entry.record, let place = entry.body else { continue }
            contents[number]?.move(to: StoredPart(journal: journal, number: number, place: place))
        }
    }

    private func write(_ action: (Journal) throws(ClocheError) -> Void) {
        do throws(ClocheError) {
            try action(try journal())
            state.withLock { $0.hasFailed = false }
        } catch {
            state.withLock { state in
                if !state.hasFailed { state.failure = error.message }
                state.hasFailed = true
            }
        }
    }

    private func journal() throws(ClocheError) -> Journal {
        if let journal = state.withLock(\.journal) { return journal }
        guard let opening else { throw .journalNotWritten(folder.path, "it is closed") }
        let journal = try Journal.create(id: opening.id, in: folder)
        _ = try journal.append(.session(opening))
        state.withLock { $0.journal = journal }
        folder.prune()
        return journal
    }

    /// The number that a part has in the journal, where it is written now if it is not there.
    private func number(of part: CheckpointPart, in journal: Journal) throws(ClocheError) -> Int {
        if let stored = part.content.stored, stored.journal === journal { return stored.number }
        let number = state.withLock { state in
            state.lastPart += 1
            return state.lastPart
        }
        let bytes = try part.content.bytes()
        guard let place = try journal.append(.part(number: number, part.name), body: bytes) else { return number }
        part.content.move(to: StoredPart(journal: journal, number: number, place: place))
        return number
    }
}

extension CheckpointEntry {
    fileprivate init(_ info: CheckpointInfo, _ references: Int, _ heap: [Int], _ files: [Int]) {
        self.init(
            number: info.number,
            parent: info.parent,
            cells: info.cells,
            taken: info.taken,
            references: references,
            heap: heap,
            files: files,
            heapBytes: info.heapBytes,
            variables: info.variables,
            lost: info.lost,
            wentOut: info.wentOut,
            bytes: info.bytes
        )
    }
}
