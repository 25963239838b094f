import Foundation
import Testing

@testable import Cloche

@Suite("A journal that is rewritten, or long", .timeLimit(.minutes(5)))
struct JournalRewriteTests {
    private let temporary: TemporaryFolder
    private let folder: JournalFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = JournalFolder(path: temporary.path)
    }

    @Test("it has the records that were wanted, their bodies, and goes on")
    func rewrite() throws {
        let journal = try Journal.create(id: "a", in: folder)
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
        var entries = try journal.append([.session("a"), .heap(1, 500_000)])
        entries.append(
            JournalEntry(record: .heap(2, body.count), body: try journal.append(.heap(2, body.count), body: body))
        )
        entries += try journal.append([.checkpoint(1), .begin(2)])
        #expect(try journal.entries() == entries)
        entries.remove(at: 1)
        let moved = try journal.rewrite(entries)
        #expect(moved.map(\.record) == entries.map(\.record))
        #expect(try journal.read(try #require(moved[1].body)) == body)
        #expect(journal.byteCount < 3_010_000)
        #expect(throws: ClocheError.sessionInUse("a")) { try Journal.open(id: "a", in: folder) }
        let all = moved + (try journal.append([.end(2)]))
        #expect(try journal.entries() == all)
        journal.close()
        #expect(try Journal.open(id: "a", in: folder).1 == all)
        #expect(try temporary.names == ["a.journal"])
    }

    @Test("what a kill left of a rewrite is written over")
    func leftover() throws {
        try temporary.write(Data(count: 100_000), to: "a.journal.new")
        let journal = try Journal.create(id: "a", in: folder)
        let entries = try journal.append([.session("a"), .begin(1)])
        #expect(try journal.rewrite(entries) == entries)
        #expect(try temporary.names == ["a.journal"])
    }

    @Test("somebody who waits for the lock gets the file that took the place of the one that was opened")
    func waiting() async throws {
        for _ in 0..<20 {
            let journal = try Journal.create(id: "a", in: folder)
            let entries = try journal.append([.session("a"), .begin(1), .heap(1, 9)])
            async let opened = Task { [folder] in try Journal.open(id: "a", in: folder) }.result
            _ = try journal.rewrite(Array(entries[..<2]))
            journal.close()
            switch await opened {
            case .success(let (second, entries, flaw)):
                #expect(entries.count == 2)
                #expect(flaw == nil)
                try second.append(.end(1))
                second.close()
                #expect(try Journal.open(id: "a", in: folder).1.count == 3)
            case .failure(let error):
                #expect(error as? ClocheError == .sessionInUse("a"))
            }
            try FileManager.default.removeItem(atPath: journal.path)
        }
    }

    @Test("ten thousand records, read as they were written")
    func many() throws {
        let journal = try Journal.create(id: "a", in: folder)
        var records = [JournalRecord.session("a")]
        for cell in 1...2000 {
            records += [.begin(cell), .end(cell), .heap(2 * cell - 1, 100), .heap(2 * cell, cell), .checkpoint(cell)]
        }
        let entries = try journal.append(records)
        try journal.flush()
        journal.close()
        let (again, read, flaw) = try Journal.open(id: "a", in: folder)
        #expect(read == entries)
        #expect(flaw == nil)
        #expect(try again.rewrite(entries).count == 10_001)
        #expect(try folder.sessions().map(\.cells) == [2000])
    }

    @Test("the records of one journal have a bound in memory, which ends it when it is read")
    func weight() throws {
        let bytes = try JournalBytes([.session("a"), .begin(1), .begin(2)])
        try temporary.write(bytes.bytes, to: "a.journal")
        let file = try PrivateFile.open(temporary.path + "/a.journal", O_RDONLY)
        defer { close(file) }
        let all = try JournalScan(file, size: bytes.bytes.count, verifiesBodies: true)
        let scan = try JournalScan(file, size: bytes.bytes.count, verifiesBodies: true, maximumWeight: all.weight - 1)
        #expect(scan.entries.count == 2)
        #expect(scan.ending == .damaged("it has too many records"))
    }
}
