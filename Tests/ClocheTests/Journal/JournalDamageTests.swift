import Foundation
import Testing

@testable import Cloche

@Suite("A journal that is damaged", .timeLimit(.minutes(5)))
struct JournalDamageTests {
    private let temporary: TemporaryFolder
    private let folder: JournalFolder
    private let records: [JournalRecord] = [
        .session("a"), .begin(1), .heap(1, 50), .move(to: 1, cause: "undo"), .heap(2, 1), .begin(2),
    ]

    init() throws {
        temporary = try TemporaryFolder()
        folder = JournalFolder(path: temporary.path)
    }

    /// Opens a journal of bytes, goes on with it and opens it again; returns its records before, and what was wrong.
    private func open(_ bytes: Data) throws -> (records: [JournalRecord], flaw: String?) {
        try temporary.write(bytes, to: "a.journal")
        try? FileManager.default.removeItem(atPath: folder.damagedPath("a"))
        let (journal, entries, flaw) = try Journal.open(id: "a", in: folder)
        for place in entries.compactMap(\.body) {
            #expect(try journal.read(place) == [UInt8](repeating: 7, count: place.length))
        }
        try journal.append(.begin(9))
        journal.close()
        let again = try Journal.open(id: "a", in: folder)
        #expect(again.1.map(\.record) == entries.map(\.record) + [.begin(9)])
        #expect(again.flaw == nil)
        return (entries.map(\.record), flaw)
    }

    /// What somebody reads who only looks at bytes.
    private func scan(_ bytes: Data) throws -> JournalScan {
        try temporary.write(bytes, to: "scanned")
        let file = try PrivateFile.open(temporary.path + "/scanned", O_RDONLY)
        defer { close(file) }
        return try JournalScan(file, size: bytes.count, verifiesBodies: true)
    }

    @Test("any byte that is flipped ends it with the record before, and is damage where others follow")
    func flipped() throws {
        let good = try JournalBytes(records)
        for index in good.bytes.indices {
            var bytes = good.bytes
            bytes[index] ^= UInt8(1 << (index % 8))
            let found = try scan(bytes)
            let count = good.wholeRecords(before: index)
            #expect(found.entries.map(\.record) == Array(records[..<count]))
            #expect(found.ending != .whole)
            if count < records.count - 1 { #expect(found.ending != .cut) }
        }
    }

    @Test("a damaged file is kept, and what is good of it goes on", arguments: Array(stride(from: 0, to: 900, by: 97)))
    func kept(index: Int) throws {
        let good = try JournalBytes(records)
        var bytes = good.bytes
        bytes[index] ^= 4
        let count = good.wholeRecords(before: index)
        guard count > 0 else {
            #expect(throws: ClocheError.self) { try open(bytes) }
            #expect(try temporary.content("a.journal") == bytes)
            return
        }
        let (found, flaw) = try open(bytes)
        #expect(found == Array(records[..<count]))
        let cost = "its last \(bytes.count - good.ends[count]) of \(bytes.count) bytes are of no use"
        #expect(try #require(flaw).contains(cost))
        #expect(try temporary.content("a.damaged") == bytes)
    }

    @Test("cut at any length it ends with the last whole record, and that is no damage")
    func cut() throws {
        let good = try JournalBytes(records)
        for length in good.bytes.indices {
            let found = try scan(good.bytes.prefix(length))
            #expect(found.entries.map(\.record) == Array(records[..<good.wholeRecords(before: length)]))
            #expect(found.ending == (good.ends.contains(length) ? .whole : .cut))
        }
    }

    @Test("what is cut short is cut off, and the rest goes on", arguments: [30, 400, 700])
    func cutOff(length: Int) throws {
        let good = try JournalBytes(records)
        let count = good.wholeRecords(before: length)
        guard count > 0 else {
            #expect(throws: ClocheError.self) { try open(good.bytes.prefix(length)) }
            return
        }
        let (found, flaw) = try open(good.bytes.prefix(length))
        #expect(found == Array(records[..<count]))
        #expect(flaw == nil)
    }

    @Test("zeros behind any length, as a power loss leaves them, end it with the last whole record")
    func zeros() throws {
        let good = try JournalBytes(records)
        for length in Set(stride(from: 0, to: good.bytes.count, by: 5)).union(good.ends) {
            let found = try scan(good.bytes.prefix(length) + Data(count: 5000))
            #expect(found.entries.map(\.record) == Array(records[..<good.wholeRecords(before: length)]))
            if good.ends.contains(length) { #expect(found.ending == .cut) }
        }
    }

    @Test("records that are left out, repeated or in another order do not verify")
    func order() throws {
        let good = try JournalBytes(records)
        let pieces = zip(good.ends, good.ends.dropFirst()).map { good.bytes[$0..<$1] }
        for order in [[0, 2, 3], [0, 1, 1], [0, 2, 1, 3]] {
            let bytes = order.reduce(good.bytes.prefix(8)) { $0 + pieces[$1] }
            let (found, flaw) = try open(bytes)
            #expect(found == Array(records[..<(order == [0, 1, 1] ? 2 : 1)]))
            #expect(try #require(flaw).contains("a record does not verify"))
        }
    }

    @Test(
        "a record that says what no cloche says is malformed",
        arguments: [
            "", "{}", "[]", "null", #"{"type":"other"}"#, #"{"type":"move","to":-1,"cause":""}"#,
            #"{"type":"move","to":9007199254740993,"cause":""}"#, #"{"type":"move","to":1e400,"cause":""}"#,
            #"{"type":"part","number":1,"part":{"kind":"heap","id":"","length":0}}"#,
            #"{"type":"part","number":1,"part":{"kind":"heap","id":"","length":1},"sha256":""}"#,
            #"{"type":"part","number":1,"part":{"kind":"file","id":"/","length":0},"sha256":""}"#,
            #"{"type":"reset","sha256":""}"#, #"{"type":"close"}"#, String(repeating: "[", count: 100_000),
            #"{"type":"settings","permissions":{"other":{}},"limits":{}}"#,
        ]
    )
    func malformed(header: String) throws {
        var bytes = try JournalBytes([.session("a")])
        bytes.add(header: Array(header.utf8))
        let (found, flaw) = try open(bytes.bytes)
        #expect(found == [.session("a")])
        #expect(try #require(flaw).contains("a record is malformed"))
    }

    @Test("a checkpoint's numbers can all be counted on from", arguments: ["cells", "heap", "files"])
    func checkpointNumbers(list: String) throws {
        var bytes = try JournalBytes([.session("a")])
        let head = try JournalHead(.checkpoint(1)).encode(for: "a")[JournalHead.prefixLength...]
        let text = String(decoding: head, as: UTF8.self)
        let changed = text.replacing(try Regex("\"\(list)\":\\[[0-9]*\\]"), with: "\"\(list)\":[-1]")
        #expect(changed != text)
        bytes.add(header: Array(changed.utf8))
        #expect(try open(bytes.bytes).records == [.session("a")])
    }

    @Test(
        "lengths are held against the caps and the file",
        arguments: [
            (UInt32.max, UInt32(0), UInt32(0)), (1 << 24 + 1, 0, 0), (2, 0, 2), (2, 0, .max), (2, .max, .max),
        ]
    )
    func lengths(header: UInt32, low: UInt32, high: UInt32) throws {
        var head: [UInt8] = []
        for length in [header, low, high] { head.append(littleEndian: length) }
        let (found, flaw) = try open(try JournalBytes([.session("a")]).bytes + head + Data("{}".utf8) + Data(count: 99))
        #expect(found == [.session("a")])
        #expect(try #require(flaw).contains("a length is out of range"))
    }

    @Test(
        "what is no journal of the session is told, and left as it is",
        arguments: [
            ("", "it holds nothing"), ("CLO", "it holds nothing"), ("\0\0\0", "it holds nothing"),
            ("CLOJRN\u{1}\n", "it holds nothing"), ("CLOCHE\u{1}\n", "it is not a journal"),
            ("PK\u{3}\u{4}", "it is not a journal"), ("CLOJRN\u{1}\nx", "it holds nothing"),
            ("CLOJRN\u{2}\n", "its format is 2, this version reads format 1"),
        ]
    )
    func noJournal(text: String, reason: String) throws {
        try temporary.write(Data(text.utf8), to: "a.journal")
        #expect(throws: ClocheError.unreadableJournal(temporary.path + "/a.journal", reason)) {
            try Journal.open(id: "a", in: folder)
        }
        #expect(try temporary.content("a.journal") == Data(text.utf8))
        #expect(try temporary.names == ["a.journal"])
    }

    @Test("a journal under another name, or without a session, is told")
    func otherSession() throws {
        for (record, reason) in [
            (JournalRecord.session("b"), "it is that of session 'b'"), (.begin(1), "it does not begin with a session"),
        ] {
            try temporary.write(try JournalBytes([record]).bytes, to: "a.journal")
            #expect(throws: ClocheError.unreadableJournal(temporary.path + "/a.journal", reason)) {
                try Journal.open(id: "a", in: folder)
            }
        }
    }

    @Test("a disk that has no room for the copy leaves the damaged file as it is", arguments: [0, 100])
    func noRoomForCopy(room: Int) throws {
        var bytes = try JournalBytes(records).bytes
        bytes[bytes.count - 200] ^= 1
        try temporary.write(bytes, to: "a.journal")
        let disk = SmallDisk(room: room)
        let path = temporary.path + "/a.journal"
        #expect(throws: ClocheError.journalNotWritten(path, "the disk is full")) {
            try Journal.open(id: "a", in: folder, calls: disk.calls)
        }
        #expect(try temporary.content("a.journal") == bytes)
        #expect(try temporary.names == ["a.journal"])
    }

    @Test("a body that changed on the disk since is not given out")
    func bodyChanged() throws {
        let journal = try Journal.create(id: "a", in: folder)
        try journal.append([.session("a")])
        let place = try #require(try journal.append([.heap(1, 9)])[0].body)
        var bytes = try temporary.content("a.journal")
        bytes[place.offset] ^= 1
        let handle = try #require(FileHandle(forWritingAtPath: journal.path))
        try handle.write(contentsOf: bytes)
        #expect(throws: ClocheError.unreadableJournal(journal.path, "a part of it is damaged")) {
            try journal.read(place)
        }
        let entries = try journal.entries()
        #expect(throws: ClocheError.journalNotWritten(journal.path, "Input/output error")) {
            try journal.rewrite(entries)
        }
        #expect(try temporary.content("a.journal") == bytes)
        #expect(try temporary.names == ["a.journal"])
    }

    @Test("a place beyond the file is not read", arguments: [(0, Int.max), (Int.max, 1), (-1, 4), (8, -1)])
    func place(offset: Int, length: Int) throws {
        let journal = try Journal.create(id: "a", in: folder)
        #expect(throws: ClocheError.unreadableJournal(journal.path, "a part of it is damaged")) {
            try journal.read(JournalPlace(offset: offset, length: length, sha256: ""))
        }
    }
}
