import Foundation
import Testing

@testable import Cloche

@Suite("Saving and restoring", .timeLimit(.minutes(5)))
struct RestoreTests {
    @Test("a session goes on in another one from its bytes")
    func bytes() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        _ = try await harness.run("b")
        let bytes = try await harness.session.sessionBytes()
        await harness.session.close()
        let other = SessionHarness()
        let recorded = try await other.session.restore(bytes: bytes)
        #expect(recorded.cells.map(\.source) == ["a", "b"])
        #expect(try await other.variables() == ["a", "b"])
        #expect(try await other.run("c").cell == 3)
        #expect(await other.session.metadata.created == recorded.created)
        await other.session.close()
    }

    @Test("the permissions and limits of a file are told, not taken")
    func permissions() async throws {
        var permissions = PermissionSet()
        try permissions.allow(.env, ["NAME"])
        let harness = SessionHarness(limits: Limits(memory: 256 << 20))
        try await harness.session.setPermissions(permissions)
        let bytes = try await harness.session.sessionBytes()
        await harness.session.close()
        let other = SessionHarness()
        let recorded = try await other.session.restore(bytes: bytes)
        #expect(recorded.permissions == permissions)
        #expect(recorded.limits.memory == 256 << 20)
        #expect(other.launcher.permissions == [PermissionSet()])
        #expect(await other.session.limits.memory == 512 << 20)
        await other.session.close()
    }

    @Test("a file that cannot be used leaves the session untouched")
    func refused() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let damaged = try SessionFile.make(build: .current).data().dropLast()
        await #expect(throws: ClocheError.self) { try await harness.session.restore(bytes: damaged) }
        #expect(harness.launcher.runners.count == 1)
        #expect(try await harness.variables() == ["a"])
        await harness.session.close()
    }

    @Test("a file whose state does not boot leaves the session untouched")
    func refusedBoot() async throws {
        let harness = SessionHarness(ScriptedLauncher { ScriptedRunner(refusesBoot: $0 == 2) })
        _ = try await harness.run("a")
        let bytes = try SessionFile.make(build: .current).data()
        await #expect(throws: ClocheError.self) { try await harness.session.restore(bytes: bytes) }
        #expect(try await harness.variables() == ["a"])
        #expect(try await harness.run("b").cell == 2)
        await harness.session.close()
    }

    @Test("a heap above the memory limit tells how to load it")
    func memory() async throws {
        let harness = SessionHarness(limits: Limits(memory: 128 << 20))
        let bytes = try SessionFile.make(build: .current, heapBytes: 200 << 20).data()
        let reason = "its heap is 200 MiB, the memory limit is 128 MiB; to load it, raise the memory limit to 200 MiB"
        await #expect(throws: ClocheError.invalidSessionFile(reason)) {
            try await harness.session.restore(bytes: bytes)
        }
        await harness.session.close()
    }

    @Test("a file on the disk is restored, and errors name it")
    func file() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString).cloche").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let harness = SessionHarness()
        _ = try await harness.run("a")
        let report = try await harness.session.save(to: path)
        #expect(report.size == (try Data(contentsOf: URL(filePath: path)).count))
        try await harness.session.reset()
        _ = try await harness.session.restore(from: path)
        #expect(try await harness.variables() == ["a"])
        try Data("text".utf8).write(to: URL(filePath: path))
        await #expect(throws: ClocheError.invalidSessionFile("it is not a session file", "'\(path)'")) {
            try await harness.session.restore(from: path)
        }
        await #expect(throws: ClocheError.unreadableSessionFile(path + ".none", "it does not exist")) {
            try await harness.session.restore(from: path + ".none")
        }
        await #expect(throws: ClocheError.unreadableSessionFile("/", "it is a folder")) {
            try await harness.session.restore(from: "/")
        }
        await harness.session.close()
    }
}
