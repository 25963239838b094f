import Testing

@testable import Cloche

@Suite("Events of the audit log")
struct AuditEventTests {
    private static let recovery = Recovery(message: "the sandbox died", lostCells: [2, 3])

    @Test(
        "each event has its members",
        arguments: [
            (AuditEvent.end(reason: "closed"), ["reason": .text("closed")]),
            (.use(Permission(kind: .read, item: "/a"), cell: 2), ["kind": .text("read"), "item": .text("/a")]),
            (.refusal(Permission(kind: .net), cell: 2), ["kind": .text("net")]),
            (.kill(cell: 2, reason: "memory"), ["reason": .text("memory")]),
            (
                .recovery(cell: 2, recovery),
                ["message": .text("the sandbox died"), "lost": .list([.integer(2), .integer(3)])]
            ),
            (.save(path: nil, bytes: 5, hash: "ab"), ["bytes": .integer(5), "sha256": .text("ab")]),
            (
                .limits(Limits(timeout: nil, memory: 64 << 20, output: 1, netBytes: 2)),
                ["memoryLimit": .integer(64 << 20), "outputLimit": .integer(1), "netLimit": .integer(2)]
            ), (.reset, [:]),
            (.install(["six 1.0"], isOffline: true), ["packages": .texts(["six 1.0"]), "offline": .flag(true)]),
            (.uninstall(["six 1.0"]), ["packages": .texts(["six 1.0"])]),
        ] as [(AuditEvent, [String: AuditValue])]
    )
    func members(_ event: AuditEvent, _ members: [String: AuditValue]) {
        #expect(event.members == members)
        #expect(AuditRecord.events.contains(event.name))
    }

    @Test("a cell is kept as its hash and what it used up")
    func cell() {
        var result = ExecutionResult(cell: 4, status: .error, metadata: SessionMetadata(created: .thisSecond))
        result.duration = .microseconds(1500)
        result.memory = 9
        result.outputBytes = 3
        result.error = PythonError(name: "ValueError", message: "secret", traceback: "")
        let event = AuditEvent.cell(AuditedCell(result, source: "abc", dropped: 2))
        #expect(event.cell == 4)
        #expect(
            event.members == [
                "sha256": .text("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
                "sourceBytes": .integer(3), "outcome": .text("error"), "duration": .decimal(0.0015),
                "memory": .integer(9), "outputBytes": .integer(3), "error": .text("ValueError"), "dropped": .integer(2),
            ]
        )
    }

    @Test("a change of permissions is told item by item")
    func difference() throws {
        var old = PermissionSet()
        try old.allow(.net, ["a.example"])
        try old.deny(.env, ["B"])
        var new = PermissionSet()
        try new.allow(.net, [])
        try new.allow(.env, ["A", "B"])
        let difference = PermissionDifference(from: old, to: new)
        #expect(difference.allowed == ["net", "env A", "env B"])
        #expect(difference.revoked == ["net a.example"])
        #expect(difference.denied.isEmpty)
        #expect(difference.undenied == ["env B"])
        #expect(AuditRecord.make(members: difference.members).kinds == ["net", "env"])
        #expect(PermissionDifference(from: new, to: new).members.isEmpty)
    }
}
