import Foundation

@testable import Cloche

extension Date {
    /// When everything happens in the tests of the journal.
    static let test = Date(timeIntervalSince1970: 1_700_000_000)
}

extension JournalRecord {
    static func session(_ id: String) -> JournalRecord {
        .session(SessionEntry(id: id, created: .test, build: .test, workingDirectory: "/home/u", arguments: [""]))
    }

    static func begin(_ cell: Int, _ source: String = "x = 1") -> JournalRecord {
        .begin(cell: cell, source: source, started: .test)
    }

    static func end(_ cell: Int, _ source: String = "x = 1", stdout: String = "") -> JournalRecord {
        let record = CellRecord(number: cell, source: source, status: .ok, duration: .milliseconds(250))
        return .end(CellEntry(cell: record, stdout: stdout))
    }

    static func heap(_ number: Int, _ length: Int) -> JournalRecord {
        .part(number: number, WirePart(kind: .heap, id: "", length: length, rawLength: 65_536))
    }

    static func checkpoint(_ number: Int, parent: Int? = nil, parts: [Int] = [1, 2]) -> JournalRecord {
        .checkpoint(
            CheckpointEntry(
                number: number,
                parent: parent,
                cells: [number],
                taken: .test,
                references: parts[0],
                heap: Array(parts.dropFirst()),
                files: [],
                heapBytes: 65_536,
                variables: ["x"],
                lost: [],
                wentOut: [Permission(kind: .net, item: "example.org")],
                bytes: 12
            )
        )
    }

    /// One of each kind.
    static var all: [JournalRecord] {
        var permissions = PermissionSet()
        try? permissions.allow(.net, ["example.org"])
        let error = CellEntry(
            cell: CellRecord(number: 2, source: "1 / 0", status: .error, duration: .zero),
            stdout: "a\u{1b}[0m\n",
            stderr: "é",
            value: "1",
            error: "ZeroDivisionError: division by zero",
            used: [Permission(kind: .read, item: "/tmp")]
        )
        return [
            .session("all"), .settings(permissions, Limits()), .begin(1), .end(1, stdout: "1\n"),
            .part(number: 1, WirePart(kind: .references, id: "", length: 3)), .heap(2, 5),
            .part(number: 3, WirePart(kind: .file, id: "a.1", length: 0)), .checkpoint(1),
            .checkpoint(2, parent: 1, parts: [4, 2, 5]), .branch(name: "ünder", number: 1, isCurrent: true),
            .move(to: 0, cause: "undo"), .reset, .packages([.make("six", isRequested: true)]),
            .packages([]), .begin(2, "1 / 0"), .end(error), .close(reason: "closed"),
        ]
    }
}

extension Journal {
    /// Appends records, with bodies of the byte 7.
    @discardableResult
    func append(_ records: [JournalRecord]) throws -> [JournalEntry] {
        try records.map { record in
            let body = [UInt8](repeating: 7, count: record.bodyLength ?? 0)
            return JournalEntry(record: record, body: try append(record, body: body))
        }
    }
}
