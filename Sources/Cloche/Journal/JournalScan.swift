internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The records of a journal, up to the first one that is not whole or does not verify.
///
/// The file may hold anything: every length is held against its size and the caps before anything is allocated.
struct JournalScan: Sendable {
    /// How the file goes on behind the last record.
    enum Ending: Equatable, Sendable {
        /// There is nothing more.
        case whole
        /// A record was being written when its program, or the machine, stopped.
        case cut
        /// What is there was written by nobody; the reason stands after a colon.
        case damaged(String)
    }

    /// What the records of one journal may take in memory, about, in bytes.
    static let maximumWeight = 512 << 20

    /// How far zeros are read that follow the last record, in bytes.
    private static let maximumZeros = 64 << 20

    /// The records.
    private(set) var entries: [JournalEntry] = []

    /// Where the last record ends.
    private(set) var end = 0

    /// The hash of the last record.
    private(set) var hash = JournalHead.firstHash

    /// What the records take in memory, about.
    private(set) var weight = 0

    /// How the file goes on.
    private(set) var ending = Ending.whole

    /// The size of the file.
    let size: Int

    private let maximumWeight: Int
    private let file: CInt
    private let calls: FileCalls

    /// Reads a journal.
    ///
    /// - Parameters:
    ///   - file: The open file.
    ///   - size: Its size; what is added meanwhile is not read.
    ///   - verifiesBodies: Whether bodies are read too; without, only what stands before them is.
    ///   - maximumWeight: What the records may take in memory, about, in bytes.
    ///   - calls: The calls to read with.
    /// - Throws: ``SystemError`` where the file cannot be read.
    init(
        _ file: CInt,
        size: Int,
        verifiesBodies: Bool,
        maximumWeight: Int = Self.maximumWeight,
        calls: FileCalls = .system
    ) throws(SystemError) {
        self.maximumWeight = maximumWeight
        self.file = file
        self.size = size
        self.calls = calls
        guard try readMagic() else { return }
        while try readRecord(verifiesBodies) {}
    }

    /// What a record with such a header takes in memory, about.
    static func weight(ofHeader length: Int) -> Int { length + 512 }

    private mutating func readMagic() throws(SystemError) -> Bool {
        let magic = JournalHead.magic
        let found = try calls.bytes(of: file, at: 0, count: min(magic.count, size))
        guard found != magic else {
            end = magic.count
            return true
        }
        if magic.starts(with: found) || found.allSatisfy({ $0 == 0 }) {
            ending = .cut
        } else if found.prefix(6) == magic.prefix(6), found.last == magic.last {
            ending = .damaged("its format is \(found[6]), this version reads format \(magic[6])")
        } else {
            ending = .damaged("it is not a journal")
        }
        return false
    }

    /// Reads one record; false where there is none, ``ending`` then tells why.
    private mutating func readRecord(_ verifiesBodies: Bool) throws(SystemError) -> Bool {
        guard end < size else { return false }
        var head = try calls.bytes(of: file, at: end, count: min(size - end, 4096))
        if try isZero(head) { return stop(.cut) }
        guard let (header, body) = JournalHead.lengths(head) else { return stop(.cut) }
        guard header <= JournalHead.maximumHeader, (0...JournalHead.maximumBody).contains(body) else {
            return stop(.damaged("a length is out of range"))
        }
        guard weight + Self.weight(ofHeader: header) <= maximumWeight else {
            return stop(.damaged("it has too many records"))
        }
        let signedLength = JournalHead.prefixLength + header
        let length = signedLength + JournalHead.hashLength
        if head.count < length { head = try calls.bytes(of: file, at: end, count: min(size - end, length)) }
        guard head.count >= length else {
            return stop(Self.isCutHeader(head[JournalHead.prefixLength...].prefix(header)) ? .cut : .unverified)
        }
        let hash = JournalHead.hash(head[..<signedLength], after: hash)
        guard head[signedLength..<length].elementsEqual(hash) else { return stop(.unverified) }
        guard body <= size - end - length else { return stop(.cut) }
        guard let head = JournalHead(header: head[JournalHead.prefixLength..<signedLength], bodyLength: body) else {
            return stop(.damaged("a record is malformed"))
        }
        let place = head.sha256.map { JournalPlace(offset: end + length, length: body, sha256: $0) }
        if verifiesBodies, let place, try !verifies(place) { return stop(.unverified) }
        entries.append(JournalEntry(record: head.record, body: place))
        self.hash = hash
        end += length + body
        weight += Self.weight(ofHeader: header)
        return true
    }

    private mutating func stop(_ ending: Ending) -> Bool {
        self.ending = ending
        return false
    }

    /// Whether a record that goes beyond the end of the file may be one that was being written.
    ///
    /// JSON has no control characters. Where the length is what is wrong, the hash and the lengths that follow the header
    /// have some.
    private static func isCutHeader(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= 0x20 }
    }

    /// Whether nothing but zeros follows, as where the size of a file was on the disk before its content.
    private func isZero(_ first: [UInt8]) throws(SystemError) -> Bool {
        guard first.allSatisfy({ $0 == 0 }) else { return false }
        var isZero = true
        try calls.forEachPiece(of: file, at: end, length: min(size - end, Self.maximumZeros)) { bytes, _ in
            isZero = bytes.allSatisfy { $0 == 0 }
            return isZero
        }
        return isZero
    }

    private func verifies(_ place: JournalPlace) throws(SystemError) -> Bool {
        var hasher = SHA256()
        try calls.forEachPiece(of: file, at: place.offset, length: place.length) { bytes, _ in
            hasher.update(data: bytes)
            return true
        }
        return hasher.finalize().hex == place.sha256
    }
}

extension JournalScan.Ending {
    fileprivate static let unverified = damaged("a record does not verify")
}
