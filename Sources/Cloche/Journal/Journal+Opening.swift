#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension Journal {
    /// Makes the journal of a new session; its folder is made where there is none.
    ///
    /// - Throws: ``ClocheError`` with the code `journalNotWritten`.
    static func create(
        id: String,
        in folder: JournalFolder,
        calls: FileCalls = .system
    ) throws(ClocheError) -> Journal {
        let path = try folder.journalPath(id)
        do throws(SystemError) {
            return Journal(id, path, try JournalFile.create(path, calls))
        } catch {
            throw .journalNotWritten(path, error.reason)
        }
    }

    /// Opens the journal of a stored session, to go on with it.
    ///
    /// A last record that is not whole is cut off. Where anything else is wrong, the file is first copied to `<id>.damaged`
    /// beside it.
    /// - Returns: The journal, its records, and where it was damaged and what that cost.
    /// - Throws: ``ClocheError`` with the code `noSuchSession`, `sessionInUse` or `unreadableJournal`.
    static func open(
        id: String,
        in folder: JournalFolder,
        calls: FileCalls = .system
    ) throws(ClocheError) -> (Journal, [JournalEntry], flaw: String?) {
        let path = try folder.journalPath(id)
        let (file, scan) = try openFile(id, path, calls)
        // Closes the file where the rest fails.
        let journal = Journal(id, path, file)
        if let reason = scan.reasonAgainst(id) { throw .unreadableJournal(path, reason) }
        let flaw = try journal.write { file throws(SystemError) in
            try file.mend(after: scan, keeping: folder.damagedPath(id))
        }
        return (journal, scan.entries, flaw)
    }

    private static func openFile(
        _ id: String,
        _ path: String,
        _ calls: FileCalls
    ) throws(ClocheError) -> (JournalFile, JournalScan) {
        do throws(SystemError) {
            return try JournalFile.open(path, calls)
        } catch {
            switch error.number {
            case ENOENT: throw .noSuchSession(id)
            case EWOULDBLOCK: throw .sessionInUse(id)
            default: throw .unreadableJournal(path, error.reason)
            }
        }
    }
}

extension JournalScan {
    /// Why the records are of no use as those of a session; nil where they are.
    func reasonAgainst(_ id: String) -> String? {
        if case .session(let session)? = entries.first?.record {
            return session.id == id ? nil : "it is that of session '\(session.id)'"
        }
        if case .damaged(let reason) = ending { return reason }
        return entries.isEmpty ? "it holds nothing" : "it does not begin with a session"
    }
}
