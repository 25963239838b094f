import Foundation
import Testing

@testable import Cloche

/// Cells of the classes that escaped from other sandboxes; what each may not do is in the harness.
@Suite(
    "Hostile cells",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct AttackTests {
    @Test("reach nothing that was not granted, in a warm session")
    func reaching() async throws {
        let harness = try AttackHarness()
        try await harness.begin()
        for attack in Attack.reaching { try await harness.run(attack, "warm") }
        await harness.end()
    }

    @Test("reach nothing that was not granted, right after a restore")
    func restored() async throws {
        let harness = try AttackHarness()
        try await harness.begin()
        for attack in Attack.reaching {
            try await harness.restore()
            try await harness.run(attack, "after a restore")
        }
        await harness.end()
    }

    @Test("reach nothing beside what was granted")
    func granted() async throws {
        let harness = try AttackHarness { folder, permissions in
            try permissions.allow(.net, [])
            try permissions.allow(.read, [folder])
            try permissions.allow(.write, [folder])
        }
        try await harness.begin()
        // The one that public hosts would serve.
        for attack in Attack.reaching where attack.name != "code from elsewhere" {
            try await harness.run(attack, "with net and a folder")
        }
        for attack in Attack.escaping { try await harness.run(attack, "with net and a folder") }
        await harness.end()
    }

    @Test("break nothing but their own session", arguments: Attack.breaking)
    func breaking(_ attack: Attack) async throws {
        let harness = try AttackHarness(timeout: .seconds(5))
        try await harness.begin()
        try await harness.run(attack, "warm")
        try await harness.restore()
        try await harness.run(attack, "after a restore")
        await harness.end()
    }

    @Test("use up nothing but their own limits, and cloche's memory stays as it was")
    func exhausting() async throws {
        let harness = try AttackHarness(timeout: .seconds(2))
        try await harness.begin()
        let before = try #require(ResidentMemory.bytes(of: getpid()))
        for attack in Attack.exhausting { try await harness.run(attack, "warm") }
        for attack in Attack.exhausting {
            try await harness.restore()
            try await harness.run(attack, "after a restore")
        }
        await harness.end()
        let after = try #require(ResidentMemory.bytes(of: getpid()))
        // A checkpoint or two, and what the allocator keeps.
        #expect(after - before < 256 << 20, "\((after - before) >> 20) MiB more")
    }
}
