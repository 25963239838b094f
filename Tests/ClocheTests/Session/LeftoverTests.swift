import Testing

@testable import Cloche

@Suite("What a cell leaves behind", .timeLimit(.minutes(5)))
struct LeftoverTests {
    @Test("output that comes between cells is shown by the next one")
    func output() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("a")
        await harness.launcher.runners.last?.send(.output(cell: 1, stream: .stdout, bytes: Array("tick\n".utf8)))
        // Its reply comes behind the output.
        _ = try await harness.session.variables()
        #expect(harness.outputs.all.isEmpty)
        _ = try await harness.run("b")
        #expect(harness.outputs.all == [.stream(.stdout, "tick\n")])
        await harness.session.close()
    }

    @Test("how many tasks are pending is told when it changes")
    func pending() async throws {
        let harness = SessionHarness()
        var counts: [Int] = []
        for source in ["pending 1", "pending 1", "pending 2", "a"] {
            counts.append(try await harness.run(source).pending)
        }
        #expect(counts == [1, 1, 2, 0])
        let notices = ["1 task is pending; it goes on", "2 tasks are pending; they go on"]
        #expect(harness.outputs.all == notices.map { .notice($0 + " while a later cell waits") })
        await harness.session.close()
    }

    @Test("tasks of a session that was reset are not those that are told next")
    func pendingAfterReset() async throws {
        let harness = SessionHarness()
        _ = try await harness.run("pending 1")
        try await harness.session.reset()
        _ = try await harness.run("pending 1")
        let notice = "1 task is pending; it goes on while a later cell waits"
        #expect(harness.outputs.all == [.notice(notice), .notice(notice)])
        await harness.session.close()
    }

    @Test("a secret that only later cells are granted is masked too, and one that cannot be changes nothing")
    func lastingSecret() async throws {
        let harness = SessionHarness(environment: ["TOKEN": "hunter2-hunter2", "SHORT": "ab"])
        var once = PermissionSet()
        try once.allow(.env, ["HOME"])
        var lasting = PermissionSet()
        try lasting.allowSecrets(["SHORT"])
        await #expect(throws: ClocheError.self) { try await harness.session.setPermissions(once, lasting: lasting) }
        #expect(await harness.session.permissions.isEmpty)
        lasting = PermissionSet()
        try lasting.allowSecrets(["TOKEN"])
        try await harness.session.setPermissions(once, lasting: lasting)
        _ = try await harness.run("a")
        #expect(await harness.session.permissions == lasting)
        #expect(try await harness.run("show hunter2-hunter2").stdout == "[TOKEN]")
        await harness.session.close()
    }
}
