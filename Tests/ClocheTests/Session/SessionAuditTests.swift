import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

@Suite("What a session tells its audit log", .timeLimit(.minutes(5)))
struct SessionAuditTests {
    private let path = NSTemporaryDirectory() + "cloche-audit-" + UUID().uuidString + "/audit.jsonl"

    private func records() throws -> [AuditRecord] { try AuditReader.read(path, AuditFilter()).records }

    private func clean() {
        try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
    }

    @Test("cells, changes, stops and recoveries are told in order, with those who saw them")
    func events() async throws {
        defer { clean() }
        let harness = SessionHarness(audit: AuditLog(path: path))
        _ = try await harness.run("a")
        var permissions = PermissionSet()
        try permissions.allow(.env, ["HOME"])
        try await harness.session.setPermissions(permissions)
        try await harness.session.setLimits(Limits(timeout: .seconds(7)))
        let loop = try await harness.start("loop")
        harness.session.interrupt()
        _ = try await loop.value
        _ = try await harness.run("tamper key")
        _ = try await harness.session.sessionBytes()
        try await harness.session.reset()
        await harness.session.close()
        await harness.session.close()
        let records = try records()
        #expect(
            records.map(\.event) == [
                "start", "cell", "permissions", "limits", "interrupt", "cell", "tamper", "recovery", "cell", "save",
                "reset", "end",
            ]
        )
        #expect(records.map(\.number) == Array(1...records.count))
        #expect(records.compactMap(\.cell) == [1, 2, 2, 3, 3, 3])
        #expect(
            records.filter { $0.event == "cell" }.map { $0.members["outcome"]?.text } == ["ok", "interrupted", "died"]
        )
        #expect(records[2].members["allowed"]?.texts == ["env HOME"])
        #expect(records[2].members["permissions"]?.texts == ["--allow-env=HOME"])
        #expect(Set(records.map(\.session)).count == 1)
    }

    @Test("uses and refusals are told as the sandbox reports them, as many as there is room for")
    func uses() async throws {
        defer { clean() }
        let harness = SessionHarness(audit: AuditLog(path: path))
        _ = try await harness.run("use 300")
        let uses = try await #require(harness.session.auditRecords(AuditFilter())).records.filter { $0.event == "use" }
        #expect(uses.count == SessionWatch.maximumOfCell)
        #expect(uses.allSatisfy { $0.observer == .guest && $0.cell == 1 && $0.kinds == ["read"] })
        #expect(await harness.session.uses.count == 300)
        _ = try await harness.run("refuse 10")
        let oddity = "cell 2 was refused 10 different things: 10 of net"
        #expect(harness.outputs.all.last == .notice("odd: \(oddity); the audit log has what it did"))
        await harness.session.close()
        let cells = try records().filter { $0.event == "cell" }
        #expect(cells.map { $0.members["dropped"] } == [.integer(50), nil])
        #expect(try records().filter { $0.event == "odd" }.map { $0.members["message"]?.text } == [oddity])
        #expect(try records().filter { $0.event == "refusal" }.count == 10)
    }

    @Test("one cell cannot fill the log with long names, and a long one is cut")
    func long() async throws {
        defer { clean() }
        let log = AuditLog(path: path)
        let watch = SessionWatch(log)
        for number in 1000..<1250 {
            let item = "/\(number)" + String(repeating: "\u{E000}", count: 4000)
            _ = watch.note(.used(Permission(kind: .read, item: item)), cell: 1)
        }
        #expect(watch.dropped(of: 1) > 200)
        _ = watch.note(.used(Permission(kind: .read, item: "/a")), cell: 2)
        #expect(watch.dropped(of: 2) == 0)
        await log.flush()
        let items = try records().filter { $0.event == "use" }.compactMap { $0.members["item"]?.text }
        #expect(items.dropLast().allSatisfy { $0.unicodeScalars.count == 512 && $0.hasSuffix("...") })
        #expect(items.last == "/a")
        #expect(items.reduce(0) { $0 + $1.utf8.count } <= SessionWatch.maximumItemBytes + 2)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count < 512 << 10)
    }

    @Test("values of secrets are replaced by their names, also in the source that is hashed")
    func secrets() async throws {
        defer { clean() }
        var permissions = PermissionSet()
        try permissions.allowSecrets(["TOKEN"])
        let log = AuditLog(path: path)
        let watch = SessionWatch(log)
        watch.allow(permissions, try permissions.secretMask(of: ["TOKEN": "hunter2-hunter2"]))
        watch.tell(.refusal(Permission(kind: .read, item: "/home/hunter2-hunter2/x"), cell: 1))
        await log.flush()
        #expect(try records().map { $0.members["item"]?.text } == ["/home/[TOKEN]/x"])
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains("hunter2"))
    }

    @Test("a session that nobody closed has an end too")
    func abandoned() async throws {
        defer { clean() }
        let log = AuditLog(path: path)
        do {
            let harness = SessionHarness(audit: log)
            _ = harness.session
        }
        await log.flush()
        #expect(try records().map(\.event) == ["start", "end"])
    }

    @Test("a log that cannot be written keeps no cell from running")
    func failure() async throws {
        let harness = SessionHarness(audit: AuditLog(path: "/dev/null/audit.jsonl"))
        #expect(try await harness.run("a").value == "a")
        #expect(try await harness.run("b").value == "b")
        await harness.session.close()
    }
}
