import Foundation
import Synchronization
import Testing

@testable import Cloche

@Suite("A journal whose calls fail", .timeLimit(.minutes(5)))
struct JournalFaultTests {
    private let records: [JournalRecord] = [
        .session("a"), .begin(1), .end(1), .heap(1, 3000), .heap(2, 1), .checkpoint(1), .begin(2),
    ]

    private static func folder(_ temporary: TemporaryFolder) -> JournalFolder {
        JournalFolder(path: temporary.path + "/sessions")
    }

    /// Does a thing once more where it failed, and returns how often it failed.
    private func retry<Value>(_ work: () throws -> Value) throws -> (Value, failures: Int) {
        do {
            return (try work(), 0)
        } catch {
            return (try work(), 1)
        }
    }

    /// Makes a journal with all records, shrinks it and goes on, each step again where it failed.
    private func run(_ folder: JournalFolder, _ calls: FileCalls) throws -> (records: [JournalRecord], failures: Int) {
        var (journal, failures) = try retry { try Journal.create(id: "a", in: folder, calls: calls) }
        var entries: [JournalEntry] = []
        func append(_ record: JournalRecord) throws {
            let (new, failed) = try retry {
                let new = try journal.append([record])
                #expect(try read(folder) == entries + new)
                return new
            }
            entries += new
            failures += failed
        }
        for record in records { try append(record) }
        failures += try retry { try journal.flush() }.failures
        let kept = entries.filter { $0.record != .heap(1, 3000) }
        let (moved, failed) = try retry {
            do {
                return try journal.rewrite(kept)
            } catch {
                #expect(try read(folder) == entries)
                throw error
            }
        }
        entries = moved
        failures += failed
        try append(.end(2))
        failures += try retry { try journal.flush() }.failures
        journal.close()
        return (entries.map(\.record), failures)
    }

    /// What somebody reads who looks at the file now.
    private func read(_ folder: JournalFolder) throws -> [JournalEntry] {
        let file = try PrivateFile.open(folder.journalPath("a"), O_RDONLY)
        defer { close(file) }
        let size = Int(try PrivateFile.status(of: file).st_size)
        let scan = try JournalScan(file, size: size, verifiesBodies: true)
        #expect(scan.ending == .whole)
        return scan.entries
    }

    @Test("each call that fails once is told once, and costs nothing", arguments: [ENOSPC, EIO, EDQUOT])
    func eachFails(error: CInt) throws {
        let counter = FaultyCalls(failing: -1, with: error)
        let expected = try run(Self.folder(TemporaryFolder()), counter.calls).records
        var failed: Set<FileCalls.Kind> = []
        for number in 0..<counter.count {
            let temporary = try TemporaryFolder()
            let faulty = FaultyCalls(failing: number, with: error)
            let (records, failures) = try run(Self.folder(temporary), faulty.calls)
            #expect(records == expected)
            let kind = try #require(faulty.failed)
            failed.insert(kind)
            // A folder that cannot be opened is not flushed; that is all that is passed over.
            #expect(failures == 1 || kind == .open && failures == 0)
            #expect(try temporary.names == ["sessions"])
            let (_, entries, flaw) = try Journal.open(id: "a", in: Self.folder(temporary))
            #expect(entries.map(\.record) == expected)
            #expect(flaw == nil)
        }
        #expect(failed == [.open, .read, .write, .flush, .rename])
    }

    @Test("a signal in any call changes nothing")
    func interrupted() throws {
        let counter = FaultyCalls(failing: -1, with: EINTR)
        _ = try run(Self.folder(TemporaryFolder()), counter.calls)
        for number in 0..<counter.count {
            let faulty = FaultyCalls(failing: number, with: EINTR)
            #expect(try run(Self.folder(TemporaryFolder()), faulty.calls).failures == 0)
            #expect(faulty.failed != nil)
        }
    }

    @Test("calls that write and read a byte at a time do the same")
    func short() throws {
        let calls = FileCalls { _, count in min(count, 1) }
        #expect(try run(Self.folder(TemporaryFolder()), calls).failures == 0)
    }

    @Test("a disk that is full at any byte costs no more than the record that did not fit")
    func full() throws {
        let whole = try Journal.create(id: "a", in: Self.folder(TemporaryFolder()))
        try whole.append(records)
        for room in stride(from: JournalHead.magic.count, to: whole.byteCount, by: 37) {
            let temporary = try TemporaryFolder()
            let disk = SmallDisk(room: room)
            let journal = try Journal.create(id: "a", in: Self.folder(temporary), calls: disk.calls)
            var written = 0
            #expect(throws: ClocheError.journalNotWritten(journal.path, "the disk is full")) {
                for record in records {
                    try journal.append([record])
                    written += 1
                }
            }
            #expect(try read(Self.folder(temporary)).map(\.record) == Array(records[..<written]))
            disk.give(1 << 20)
            try journal.append(Array(records[written...]))
            #expect(try read(Self.folder(temporary)).map(\.record) == records)
        }
    }

    @Test("what could not be cut off is of no use to a reader, and is cut off by the next record")
    func notCutOff() throws {
        let temporary = try TemporaryFolder()
        let disk = SmallDisk(room: 300)
        let (onDisk, cut) = (disk.calls, FaultyCalls(failing: 0, with: EIO))
        let calls = FileCalls { kind, count throws(SystemError) in
            try (kind == .truncate ? cut.calls : onDisk).allowed(kind, count)
        }
        let journal = try Journal.create(id: "a", in: Self.folder(temporary), calls: calls)
        try journal.append(.session("a"))
        let end = journal.byteCount
        #expect(throws: ClocheError.journalNotWritten(journal.path, "the disk is full")) {
            try journal.append(.begin(1, String(repeating: "x", count: 300)))
        }
        #expect(try temporary.content("sessions/a.journal").count == 300)
        #expect(journal.byteCount == end)
        disk.give(1 << 20)
        try journal.append(.begin(1))
        #expect(try read(Self.folder(temporary)).map(\.record) == [.session("a"), .begin(1)])
    }

    @Test("what a failed flush was about is written once more")
    func writtenAgain() throws {
        let temporary = try TemporaryFolder()
        let faulty = FaultyCalls(failing: 0, with: EIO)
        let bytes = Mutex(0)
        let calls = FileCalls { kind, count throws(SystemError) in
            if kind == .write { bytes.withLock { $0 += count } }
            return try kind == .flush ? faulty.calls.allowed(kind, count) : count
        }
        let journal = try Journal.create(id: "a", in: Self.folder(temporary), calls: calls)
        try journal.append(records)
        #expect(throws: ClocheError.journalNotWritten(journal.path, "Input/output error")) { try journal.flush() }
        #expect(bytes.withLock { $0 } == journal.byteCount)
        try journal.flush()
        #expect(bytes.withLock { $0 } == 2 * journal.byteCount)
        #expect(try read(Self.folder(temporary)).map(\.record) == records)
    }
}
