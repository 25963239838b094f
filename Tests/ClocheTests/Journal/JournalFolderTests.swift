import Foundation
import Testing

@testable import Cloche

@Suite("JournalFolder", .timeLimit(.minutes(5)))
struct JournalFolderTests {
    private let temporary: TemporaryFolder
    private var folder: JournalFolder

    init() throws {
        temporary = try TemporaryFolder()
        folder = JournalFolder(path: temporary.path + "/sessions")
    }

    /// Writes a journal that was changed so many seconds after 2023 began; it stays open where that is wanted.
    @discardableResult
    private func make(_ id: String, _ seconds: Int, _ records: [JournalRecord] = [], isLive: Bool = false) throws
        -> Journal
    {
        let journal = try Journal.create(id: id, in: folder)
        try journal.append([.session(id)] + records)
        if !isLive { journal.close() }
        let changed = Date(timeIntervalSince1970: 1_672_531_200 + Double(seconds))
        try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: journal.path)
        return journal
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test(
        "where sessions belong",
        arguments: [
            (["HOME": "/home/u"], "/home/u/.local/state/cloche/sessions"),
            (["HOME": "/home/u", "XDG_STATE_HOME": "/state"], "/state/cloche/sessions"),
            (["HOME": "/home/u", "XDG_STATE_HOME": "state"], "/home/u/.local/state/cloche/sessions"), ([:], nil),
        ]
    )
    func defaultPath(environment: [String: String], path: String?) {
        #expect(JournalFolder.defaultPath(environment: environment) == path)
    }

    @Test("a name tells when the session began")
    func newID() {
        let id = JournalFolder.newID(at: 1_700_000_000_000)
        #expect(id.hasPrefix("20231114-221320-"))
        #expect(id.count == 20)
        #expect((try? folder.journalPath(id)) == folder.path + "/" + id + ".journal")
    }

    @Test("a folder that does not exist has no sessions")
    func none() throws {
        #expect(try folder.sessions().isEmpty)
        folder.prune()
        #expect(try temporary.names.isEmpty)
    }

    @Test("sessions are listed with what a list shows, the newest first")
    func list() throws {
        try make("ended", 1, [.begin(1), .end(1, "y"), .heap(1, 1000), .checkpoint(1), .close(reason: "closed")])
        try make("killed", 4, [.begin(1), .end(1), .begin(2, "while True: pass"), .heap(1, 9)])
        try make("idle", 3, [.begin(1), .end(1, "z"), .move(to: 0, cause: "undo")])
        let live = try make("live", 2, [.begin(1, "1"), .end(1, "1"), .begin(2, "2")], isLive: true)
        defer { live.close() }
        let sessions = try folder.sessions()
        #expect(sessions.map(\.id) == ["killed", "idle", "live", "ended"])
        #expect(sessions.map(\.state) == [.interrupted, .interrupted, .live, .ended])
        #expect(sessions.map(\.cells) == [1, 1, 1, 1])
        #expect(sessions.map(\.lastSource) == ["x = 1", "z", "1", "y"])
        #expect(
            sessions.map(\.running) == [
                StoredCell(number: 2, source: "while True: pass"), nil, StoredCell(number: 2, source: "2"), nil,
            ]
        )
        #expect(sessions.allSatisfy { $0.created == .test && $0.flaw == nil })
        #expect(sessions[0].changed == Date(timeIntervalSince1970: 1_672_531_204))
        #expect(sessions[2].bytes == live.byteCount)
        #expect(try folder.sessions(newest: 2) == Array(sessions[..<2]))
    }

    @Test("a session that was resumed after its end is not ended")
    func resumed() throws {
        try make("a", 1, [.begin(1), .end(1), .close(reason: "closed"), .settings(PermissionSet(), Limits())])
        #expect(try folder.sessions().map(\.state) == [.interrupted])
    }

    @Test("after a reset only the cells that are told anew count")
    func reset() throws {
        try make("a", 1, [.begin(1), .end(1), .begin(2), .end(2), .reset, .end(1, "y")])
        let sessions = try folder.sessions()
        #expect(sessions.map(\.cells) == [1])
        #expect(sessions.map(\.lastSource) == ["y"])
    }

    @Test("looking at a session keeps nobody from resuming it")
    func looking() async throws {
        try make("a", 1)
        let folder = folder
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { for _ in 0..<200 { _ = try folder.sessions() } } }
            group.addTask { for _ in 0..<200 { try Journal.open(id: "a", in: folder).0.close() } }
            try await group.waitForAll()
        }
    }

    @Test("damage is told, and what is no journal is passed over or told")
    func damaged() throws {
        try make("a", 3, [.begin(1)])
        var bytes = try temporary.content("sessions/a.journal")
        bytes[bytes.count - 1] ^= 1
        try temporary.write(bytes, to: "sessions/a.journal")
        try temporary.write(bytes.dropLast(), to: "sessions/b.journal")
        for name in ["c.txt", "d.damaged", "e f.journal", "journal", ".journal"] {
            try temporary.write(Data("x is not a journal".utf8), to: "sessions/" + name)
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/f.journal", withDestinationPath: "/dev/zero")
        try FileManager.default.createDirectory(atPath: folder.path + "/g.journal", withIntermediateDirectories: false)
        let flaws = Dictionary(uniqueKeysWithValues: try folder.sessions().map { ($0.id, $0.flaw) })
        #expect(
            flaws == [
                "a": "a record does not verify", "b": "it is that of session 'a'",
                "f": "it is a symbolic link", "g": "it is a folder",
            ]
        )
    }

    @Test("the closed ones go first, then the interrupted ones, the oldest first, and never one that is live")
    func prune() throws {
        let heap = JournalRecord.heap(1, 10_000)
        try make("ended-new", 9, [heap, .close(reason: "")])
        try make("ended-old", 8, [heap, .close(reason: "")])
        try make("killed-old", 1, [heap])
        try make("killed-new", 2, [heap])
        let live = try make("live", 0, [heap, .close(reason: "")], isLive: true)
        defer { live.close() }
        var left = ["ended-new", "ended-old", "killed-new", "killed-old", "live"]
        for gone in ["none", "ended-old", "ended-new", "killed-old", "killed-new", "live"] {
            var folder = folder
            folder.maximumBytes = left.count * 11_000 - (gone == "none" ? 0 : 11_000)
            folder.prune()
            if gone != "live" { left.removeAll { $0 == gone } }
            #expect(try names() == left.map { $0 + ".journal" })
        }
    }

    @Test("the copy of a damaged journal counts and goes with it")
    func pruneDamaged() throws {
        try make("a", 2, [.close(reason: "")])
        try make("b", 1, [.close(reason: "")])
        try temporary.write(Data(count: 10_000), to: "sessions/a.damaged")
        var folder = folder
        folder.maximumBytes = 11_000
        folder.prune()
        #expect(try names() == ["a.damaged", "a.journal", "b.journal"])
        folder.maximumBytes = 10_500
        folder.prune()
        #expect(try names() == ["a.damaged", "a.journal"])
        folder.maximumBytes = 0
        folder.prune()
        #expect(try names().isEmpty)
    }

    @Test("what a killed program left of a file goes, what is being written stays")
    func leftovers() throws {
        try make("a", 1)
        try temporary.write(Data(JournalHead.magic), to: "sessions/c.journal")
        try temporary.write(Data(count: 10), to: "sessions/a.journal.new")
        let busy = try PrivateFile.openAlone(folder.path + "/b.damaged.new", O_RDWR | O_CREAT)
        defer { close(busy) }
        folder.prune()
        #expect(try names() == ["a.journal", "b.damaged.new"])
    }

    @Test("a lock that is given up is not held by what a forked child has of it")
    func releasedLock() throws {
        let path = folder.path + "/a.journal"
        let file = try PrivateFile.openAlone(path, O_RDWR | O_CREAT)
        // As a child has it between fork and exec: the same open file.
        let copy = dup(file)
        defer { close(copy) }
        PrivateFile.release(file)
        PrivateFile.release(try PrivateFile.openAlone(path, O_RDWR))
    }
}
