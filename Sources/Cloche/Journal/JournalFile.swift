internal import Crypto

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The open file of a journal, locked as long as it is open; records go behind its last one, whole or not at all.
struct JournalFile: Sendable {
    /// What stands behind the name of a file that is being written.
    static let temporarySuffix = ".new"

    /// Where the last record ends.
    private(set) var end: Int

    /// What the records take in memory, about.
    private(set) var weight: Int

    private var path: String
    let calls: FileCalls
    let descriptor: CInt
    private var hash: [UInt8]

    /// Whether bytes may lie behind the last record.
    private var isTorn: Bool

    /// Up to where the file is on the disk.
    private var flushed = 0

    /// Whether a flush has failed: the system does not write again what that was about.
    private var isUnsure = false

    /// Whether the file's name may not be on the disk yet.
    private var isNameNew: Bool

    private init(_ path: String, _ descriptor: CInt, _ scan: JournalScan, isNew: Bool, _ calls: FileCalls) {
        self.path = path
        self.calls = calls
        self.descriptor = descriptor
        end = scan.end
        weight = scan.weight
        hash = scan.hash
        isTorn = scan.end < scan.size
        isNameNew = isNew
    }

    /// Makes a file without records; one that has none already, because the first could not be written, is taken.
    static func create(_ path: String, _ calls: FileCalls) throws(SystemError) -> JournalFile {
        let descriptor = try PrivateFile.openAlone(path, O_RDWR | O_CREAT, calls)
        return try PrivateFile.closing(descriptor) { () throws(SystemError) in
            let size = JournalHead.magic.count
            guard try PrivateFile.status(of: descriptor).st_size <= size else { throw SystemError(number: EEXIST) }
            try calls.write(JournalHead.magic, to: descriptor, at: 0)
            let scan = try JournalScan(descriptor, size: size, verifiesBodies: false, calls: calls)
            return JournalFile(path, descriptor, scan, isNew: true, calls)
        }
    }

    /// Opens a file and verifies all of it.
    static func open(_ path: String, _ calls: FileCalls) throws(SystemError) -> (JournalFile, JournalScan) {
        let descriptor = try PrivateFile.openAlone(path, O_RDWR, calls)
        return try PrivateFile.closing(descriptor) { () throws(SystemError) in
            let size = Int(try PrivateFile.status(of: descriptor).st_size)
            let scan = try JournalScan(descriptor, size: size, verifiesBodies: true, calls: calls)
            return (JournalFile(path, descriptor, scan, isNew: false, calls), scan)
        }
    }

    /// Gives the lock up and closes the file, as ``PrivateFile/release(_:)`` does.
    func close() {
        flock(descriptor, LOCK_UN)
        calls.close(descriptor)
    }

    // MARK: Writing

    /// Appends a record, of which nothing stays where a step fails.
    ///
    /// - Parameters:
    ///   - head: The lengths and the header.
    ///   - bodyLength: The size of the body.
    ///   - writeBody: Writes the body, from an offset on.
    /// - Throws: ``SystemError`` of the step that failed.
    mutating func append(
        _ head: [UInt8],
        bodyLength: Int,
        _ writeBody: (_ offset: Int) throws(SystemError) -> Void
    ) throws(SystemError) {
        let added = JournalScan.weight(ofHeader: head.count - JournalHead.prefixLength)
        guard weight + added <= JournalScan.maximumWeight else { throw SystemError(number: EFBIG) }
        try mend()
        let hash = JournalHead.hash(head, after: hash)
        do throws(SystemError) {
            try calls.write(head + hash, to: descriptor, at: end)
            try writeBody(end + head.count + hash.count)
        } catch {
            isTorn = true
            try? mend()
            throw error
        }
        self.hash = hash
        end += head.count + hash.count + bodyLength
        weight += added
    }

    /// Appends a record whose body is at hand.
    mutating func append(_ head: [UInt8], body: [UInt8]) throws(SystemError) {
        let (calls, descriptor) = (calls, descriptor)
        try append(head, bodyLength: body.count) { offset throws(SystemError) in
            try calls.write(body, to: descriptor, at: offset)
        }
    }

    /// Appends a record whose body lies in another journal, and verifies the body on its way.
    ///
    /// - Returns: Where the body lies now.
    private mutating func append(
        _ head: [UInt8],
        copying place: JournalPlace,
        of old: JournalFile
    ) throws(SystemError) -> JournalPlace {
        let (calls, descriptor) = (calls, descriptor)
        try append(head, bodyLength: place.length) { start throws(SystemError) in
            var hasher = SHA256()
            let (from, length) = (place.offset, place.length)
            try calls.forEachPiece(of: old.descriptor, at: from, length: length) { bytes, offset throws(SystemError) in
                hasher.update(data: bytes)
                try calls.write(bytes, to: descriptor, at: start + offset - from)
                return true
            }
            guard hasher.finalize().hex == place.sha256 else { throw SystemError(number: EIO) }
        }
        return JournalPlace(offset: end - place.length, length: place.length, sha256: place.sha256)
    }

    /// Cuts off what lies behind the last record.
    mutating func mend() throws(SystemError) {
        guard isTorn else { return }
        try calls.truncate(descriptor, to: end)
        isTorn = false
    }

    /// Returns when all records are on the disk.
    mutating func flush() throws(SystemError) {
        if flushed < end {
            if isUnsure { try writeAgain() }
            isUnsure = true
            try calls.flushData(descriptor)
            isUnsure = false
            flushed = end
        }
        if isNameNew { try calls.flush(folder: HostPath.parent(path)) }
        isNameNew = false
    }

    /// Writes what may not be on the disk over itself, so that the system tries to write it once more.
    private func writeAgain() throws(SystemError) {
        let length = end - flushed
        try calls.forEachPiece(of: descriptor, at: flushed, length: length) { bytes, offset throws(SystemError) in
            try calls.write(bytes, to: descriptor, at: offset)
            return true
        }
    }

    /// Puts a file with other records into the place of this one; where a step fails, nothing has changed.
    ///
    /// - Parameter records: The lengths and headers, and where the bodies lie in this file.
    /// - Returns: Where the bodies lie in the new one.
    /// - Throws: ``SystemError`` of the step that failed.
    mutating func replace(
        by records: [(head: [UInt8], body: JournalPlace?)]
    ) throws(SystemError) -> [JournalPlace?] {
        let temporary = path + Self.temporarySuffix
        // What a kill left; only who has the lock of the journal comes here.
        calls.remove(temporary)
        var new = try Self.create(temporary, calls)
        var places: [JournalPlace?] = []
        do throws(SystemError) {
            for (head, body) in records {
                if let body {
                    places.append(try new.append(head, copying: body, of: self))
                } else {
                    try new.append(head, body: [])
                    places.append(nil)
                }
            }
            try new.flush()
            try calls.rename(temporary, to: path)
        } catch {
            calls.remove(temporary)
            new.close()
            throw error
        }
        close()
        new.path = path
        new.isNameNew = true
        self = new
        return places
    }

    // MARK: Reading

    /// The records, read from the file; nil where they do not verify any more.
    func entries() throws(SystemError) -> [JournalEntry]? {
        let scan = try JournalScan(descriptor, size: end, verifiesBodies: false, calls: calls)
        return scan.end == end ? scan.entries : nil
    }

    /// A piece of the body that lies at a place, as it is; nil where the file ends before it.
    func piece(of place: JournalPlace, at offset: Int, count: Int) throws(SystemError) -> [UInt8]? {
        guard place.offset >= 0, place.length >= 0, place.length <= end - place.offset else { return nil }
        guard offset >= 0, count >= 0, count <= place.length - offset else { return nil }
        let bytes = try calls.bytes(of: descriptor, at: place.offset + offset, count: count)
        return bytes.count == count ? bytes : nil
    }

    /// The body that lies at a place; nil where it does not verify.
    func body(at place: JournalPlace) throws(SystemError) -> [UInt8]? {
        guard place.offset >= 0, place.length >= 0, place.length <= end - place.offset else { return nil }
        let bytes = try calls.bytes(of: descriptor, at: place.offset, count: place.length)
        return SHA256.hash(data: bytes).hex == place.sha256 ? bytes : nil
    }
}
