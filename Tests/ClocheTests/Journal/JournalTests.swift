import Foundation
import Testing

@testable import Cloche

@Suite("Journal", .timeLimit(.minutes(5)))
struct JournalTests {
    private let temporary: TemporaryFolder
    private let folder: JournalFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = JournalFolder(path: temporary.path + "/state/sessions")
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("records of every kind are the same when the journal is opened again")
    func roundTrip() throws {
        let journal = try Journal.create(id: "all", in: folder)
        let written = try journal.append(JournalRecord.all)
        try journal.flush()
        journal.close()
        let (again, entries, flaw) = try Journal.open(id: "all", in: folder)
        #expect(entries == written)
        #expect(flaw == nil)
        #expect(again.byteCount == (try Data(contentsOf: URL(filePath: journal.path)).count))
        for place in entries.compactMap(\.body) {
            #expect(try again.read(place) == [UInt8](repeating: 7, count: place.length))
        }
    }

    @Test("file and folder are for their owner only")
    func modes() throws {
        let journal = try Journal.create(id: "a", in: folder)
        #expect(try mode(journal.path) == 0o600)
        #expect(try mode(folder.path) == 0o700)
    }

    @Test("one that was opened again goes on where it ended")
    func goesOn() throws {
        try Journal.create(id: "a", in: folder).append([.session("a"), .begin(1), .end(1)])
        try Journal.open(id: "a", in: folder).0.append([.heap(1, 9), .begin(2)])
        let entries = try Journal.open(id: "a", in: folder).1
        #expect(entries.map(\.record) == [.session("a"), .begin(1), .end(1), .heap(1, 9), .begin(2)])
    }

    @Test("a journal is open once, and free when it is closed")
    func isAlone() throws {
        let journal = try Journal.create(id: "a", in: folder)
        try journal.append([.session("a")])
        #expect(throws: ClocheError.sessionInUse("a")) { try Journal.open(id: "a", in: folder) }
        #expect(throws: ClocheError.self) { try Journal.create(id: "a", in: folder) }
        journal.close()
        #expect(try Journal.open(id: "a", in: folder).1.count == 1)
    }

    @Test("one whose first record could not be written is made again, one that has records is not")
    func createdAgain() throws {
        let disk = SmallDisk(room: 20)
        let first = try Journal.create(id: "a", in: folder, calls: disk.calls)
        #expect(throws: ClocheError.self) { try first.append(.session("a")) }
        first.close()
        #expect(try folder.sessions().isEmpty)
        let second = try Journal.create(id: "a", in: folder)
        try second.append(.session("a"))
        second.close()
        #expect(throws: ClocheError.journalNotWritten(first.path, "File exists")) {
            try Journal.create(id: "a", in: folder)
        }
        #expect(try folder.sessions().map(\.id) == ["a"])
    }

    @Test("a closed journal is told, and closes once")
    func closed() throws {
        let journal = try Journal.create(id: "a", in: folder)
        journal.close()
        journal.close()
        #expect(throws: ClocheError.self) { try journal.append(.reset) }
        #expect(throws: ClocheError.self) { try journal.flush() }
        #expect(journal.byteCount == 0)
    }

    @Test(
        "no name leads out of the folder",
        arguments: ["", "..", "../a", "a/b", "a.b", "ä", String(repeating: "a", count: 65)]
    )
    func names(id: String) throws {
        #expect(throws: ClocheError.noSuchSession(id)) { try Journal.create(id: id, in: folder) }
        #expect(throws: ClocheError.noSuchSession(id)) { try Journal.open(id: id, in: folder) }
    }

    @Test("a session that does not exist is told")
    func missing() {
        #expect(throws: ClocheError.noSuchSession("a")) { try Journal.open(id: "a", in: folder) }
    }

    @Test("a body that is not what its record says is refused")
    func body() throws {
        let journal = try Journal.create(id: "a", in: folder)
        #expect(throws: ClocheError.self) { try journal.append(.heap(1, 3), body: [1, 2]) }
        #expect(throws: ClocheError.self) { try journal.append(.reset, body: [1]) }
    }
}
