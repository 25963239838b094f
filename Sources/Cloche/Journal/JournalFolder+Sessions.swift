#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension JournalFolder {
    /// The sessions that are stored, the newest first.
    ///
    /// What a list needs is read and verified; the memory of a session is not.
    /// - Parameter count: How many are wanted; all by default.
    /// - Returns: The sessions; one whose journal is damaged is told with its flaw.
    /// - Throws: ``ClocheError`` with the code `unreadableJournal` where the folder cannot be read.
    public func sessions(newest count: Int? = nil) throws(ClocheError) -> [StoredSession] {
        try journals().prefix(count ?? .max).map { $0.session() }
    }

    /// Removes sessions until the others fit ``maximumBytes``, and what a killed program left of a file.
    ///
    /// Those that were closed go first, then those that were interrupted, the oldest first; one that is live stays.
    package func prune() {
        for name in (try? names()) ?? [] {
            guard let file = StoredJournal(id: "", path: "\(path)/\(name)") else { continue }
            let isEmpty = name.hasSuffix(Self.suffix) && file.isEmpty
            if isEmpty || name.hasSuffix(JournalFile.temporarySuffix) { _ = file.remove() }
        }
        let journals = (try? journals()) ?? []
        var surplus = journals.reduce(-maximumBytes) { $0 + bytes(of: $1) }
        guard surplus > 0 else { return }
        let states = journals.map { $0.session().state }
        for state in [StoredSession.State.ended, .interrupted] {
            for (journal, _) in zip(journals, states).reversed().filter({ $0.1 == state }) where surplus > 0 {
                let bytes = bytes(of: journal)
                guard journal.remove() else { continue }
                _ = damaged(journal)?.remove()
                surplus -= bytes
            }
        }
    }

    /// The journals in the folder that have records, the one that was written to last first.
    private func journals() throws(ClocheError) -> [StoredJournal] {
        var journals: [StoredJournal] = []
        for name in try names() where name.hasSuffix(Self.suffix) {
            let id = String(name.dropLast(Self.suffix.count))
            guard let path = try? journalPath(id), let journal = StoredJournal(id: id, path: path) else { continue }
            if !journal.isEmpty { journals.append(journal) }
        }
        return journals.sorted { ($0.changed, $0.id) > ($1.changed, $1.id) }
    }

    private func names() throws(ClocheError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            guard FileManager.default.fileExists(atPath: path) else { return [] }
            throw .unreadableJournal(path, "it is not a folder that can be read")
        }
    }

    /// What a session takes up, with the copy of its journal that was damaged.
    private func bytes(of journal: StoredJournal) -> Int { journal.bytes + (damaged(journal)?.bytes ?? 0) }

    private func damaged(_ journal: StoredJournal) -> StoredJournal? {
        StoredJournal(id: journal.id, path: damagedPath(journal.id))
    }
}
