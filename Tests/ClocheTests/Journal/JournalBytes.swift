import Crypto
import Foundation

@testable import Cloche

/// Builds the bytes of a journal that cloche would not write.
struct JournalBytes {
    private(set) var bytes = Data(JournalHead.magic)
    /// Where each record ends; the magic bytes first.
    private(set) var ends = [JournalHead.magic.count]
    private var hash = JournalHead.firstHash

    /// Adds a record of a header and a body, with lengths and hashes that are right.
    mutating func add(header: [UInt8], body: [UInt8] = [], bodyLength: Int? = nil) {
        let length = bodyLength ?? body.count
        var head: [UInt8] = []
        head.append(littleEndian: UInt32(header.count))
        head.append(littleEndian: UInt32(truncatingIfNeeded: length))
        head.append(littleEndian: UInt32(truncatingIfNeeded: length >> 32))
        head += header
        hash = JournalHead.hash(head, after: hash)
        bytes.append(contentsOf: head + hash + body)
        ends.append(bytes.count)
    }

    mutating func add(_ record: JournalRecord) throws {
        let body = [UInt8](repeating: 7, count: record.bodyLength ?? 0)
        let sha256 = record.bodyLength.map { _ in SHA256.hash(data: body).hex }
        let head = try JournalHead(record, sha256: sha256).encode(for: "a")
        add(header: Array(head[JournalHead.prefixLength...]), body: body)
    }

    init(_ records: [JournalRecord]) throws {
        for record in records { try add(record) }
    }

    /// How many records lie whole in the first so many bytes.
    func wholeRecords(before length: Int) -> Int {
        max(0, ends.lastIndex { $0 <= length } ?? 0)
    }
}
