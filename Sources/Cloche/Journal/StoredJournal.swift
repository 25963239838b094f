#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A journal as it lies in its folder, looked at from outside.
struct StoredJournal: Sendable {
    /// The session's name.
    let id: String

    /// Where the file lies.
    let path: String

    /// The size of the file in bytes.
    let bytes: Int

    /// When it was last written to.
    let changed: Date

    /// Whether it has no record yet.
    var isEmpty: Bool { bytes <= JournalHead.magic.count }

    /// Looks at a file; nil where there is none.
    init?(id: String, path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        self.id = id
        self.path = path
        bytes = Int(status.st_size)
        changed = Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }

    /// Reads what the records say; bodies are not looked at.
    func session() -> StoredSession {
        var session = StoredSession(id: id, created: changed, changed: changed, state: .interrupted, bytes: bytes)
        do throws(SystemError) {
            let file = try PrivateFile.open(path, O_RDONLY)
            defer { close(file) }
            let isLive = !PrivateFile.lock(file, LOCK_SH, attempts: 1)
            flock(file, LOCK_UN)
            let scan = try JournalScan(file, size: bytes, verifiesBodies: false)
            for entry in scan.entries { session.add(entry.record) }
            if isLive { session.state = .live }
            session.flaw = scan.reasonAgainst(id)
            if case .damaged(let reason) = scan.ending { session.flaw = reason }
        } catch {
            session.flaw = error.number == ELOOP ? "it is a symbolic link" : error.reason
        }
        return session
    }

    /// Removes the file, unless some program has it open.
    func remove() -> Bool {
        guard let file = try? PrivateFile.openAlone(path, O_RDWR) else { return false }
        defer { PrivateFile.release(file) }
        return unlink(path) == 0
    }
}

extension StoredSession {
    /// Takes in the next record of the session's journal.
    mutating func add(_ record: JournalRecord) {
        state = .interrupted
        switch record {
        case .session(let session):
            created = session.created
        case .begin(let cell, let source, _):
            running = StoredCell(number: cell, source: source)
        case .end(let end):
            cells += 1
            lastSource = end.cell.source
            running = nil
        case .move, .settings:
            running = nil
        case .reset:
            // The cells that still count follow.
            cells = 0
            lastSource = nil
            running = nil
        case .close:
            running = nil
            state = .ended
        case .part, .checkpoint, .branch, .packages:
            break
        }
    }
}
