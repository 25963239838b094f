internal import Crypto
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The append-only file of one session: what it did, and the checkpoints that one can go back to.
///
/// The file is locked as long as the journal is open. The calls wait for the disk. One that fails changes nothing, and the
/// next one tries again what was left to do.
final class Journal: Sendable {
    /// The session's name.
    let id: String

    /// Where the file lies.
    let path: String

    /// The open file; nil once it is closed.
    private let file: Mutex<JournalFile?>

    init(_ id: String, _ path: String, _ file: JournalFile) {
        self.id = id
        self.path = path
        self.file = Mutex(file)
    }

    deinit { close() }

    /// The size of the file in bytes, up to its last record.
    var byteCount: Int { file.withLock { $0?.end ?? 0 } }

    /// Appends a record, whole or not at all.
    ///
    /// - Parameters:
    ///   - record: What to say.
    ///   - body: The bytes of a `part`; it has as many as the part says.
    /// - Returns: Where the body lies.
    /// - Throws: ``ClocheError`` with the code `journalNotWritten`.
    @discardableResult
    func append(_ record: JournalRecord, body: [UInt8] = []) throws(ClocheError) -> JournalPlace? {
        guard body.count == record.bodyLength ?? 0, body.count <= JournalHead.maximumBody else {
            throw .journalNotWritten(path, "a body of \(body.count) bytes is not what its record says")
        }
        let sha256 = record.bodyLength.map { _ in SHA256.hash(data: body).hex }
        let head = try JournalHead(record, sha256: sha256).encode(for: path)
        return try write { file throws(SystemError) in
            try file.append(head, body: body)
            return sha256.map { JournalPlace(offset: file.end - body.count, length: body.count, sha256: $0) }
        }
    }

    /// Returns when all that was appended is on the disk.
    ///
    /// - Throws: ``ClocheError`` with the code `journalNotWritten`.
    func flush() throws(ClocheError) {
        try write { file throws(SystemError) in try file.flush() }
    }

    /// The body that lies at a place.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableJournal`, also where it is not what it was.
    func read(_ place: JournalPlace) throws(ClocheError) -> [UInt8] {
        try read { file throws(SystemError) in try file.body(at: place) }
    }

    /// A piece of the body that lies at a place, which is not verified: whoever has all pieces takes their hash.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableJournal`.
    func piece(of place: JournalPlace, at offset: Int, count: Int) throws(ClocheError) -> [UInt8] {
        try read { file throws(SystemError) in try file.piece(of: place, at: offset, count: count) }
    }

    /// The records that are in the file now.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableJournal`, also where they are not what they were.
    func entries() throws(ClocheError) -> [JournalEntry] {
        try read { file throws(SystemError) in try file.entries() }
    }

    /// Replaces the file by one with other records, all of it or nothing.
    ///
    /// - Parameter entries: Records with the places of their bodies in the present file.
    /// - Returns: The same records, with the new places.
    /// - Throws: ``ClocheError`` with the code `journalNotWritten`; then the file is as it was.
    func rewrite(_ entries: [JournalEntry]) throws(ClocheError) -> [JournalEntry] {
        var records: [(head: [UInt8], body: JournalPlace?)] = []
        for entry in entries {
            let head = JournalHead(entry.record, sha256: entry.body?.sha256)
            records.append((try head.encode(for: path), entry.body))
        }
        let places = try write { [records] file throws(SystemError) in try file.replace(by: records) }
        return zip(entries, places).map { JournalEntry(record: $0.record, body: $1) }
    }

    /// Closes the file, which another one may open then; the calls after it throw.
    func close() {
        file.withLock { file in
            file.take()?.close()
        }
    }

    /// Does something that changes the file.
    func write<Value: Sendable>(
        _ work: (inout JournalFile) throws(SystemError) -> Value
    ) throws(ClocheError) -> Value {
        do throws(SystemError) {
            return try withFile(work)
        } catch {
            throw .journalNotWritten(path, error.reason)
        }
    }

    /// Reads something; what is nil is damaged.
    private func read<Value: Sendable>(
        _ work: (inout JournalFile) throws(SystemError) -> Value?
    ) throws(ClocheError) -> Value {
        let value: Value?
        do throws(SystemError) {
            value = try withFile(work)
        } catch {
            throw .unreadableJournal(path, error.reason)
        }
        guard let value else { throw .unreadableJournal(path, "a part of it is damaged") }
        return value
    }

    private func withFile<Value: Sendable>(
        _ work: (inout JournalFile) throws(SystemError) -> Value
    ) throws(SystemError) -> Value {
        try file.withLock { file throws(SystemError) in
            guard var open = file else { throw SystemError(number: EBADF) }
            defer { file = open }
            return try work(&open)
        }
    }
}
