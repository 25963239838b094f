import Testing

@testable import Cloche

@Suite(
    "A permission for one cell, with the real runner",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct OnceTests {
    @Test("it ends with the cell, however the cell ends, and the state is kept")
    func once() async throws {
        let options = SessionOptions(environment: ["NAME": "value", "OTHER": "more"])
        let limits = Limits(timeout: .seconds(20), memory: 94 << 20)
        let session = Session(PermissionSet(), limits, options, RecordingLauncher(), SessionTiming())
        var lasting = PermissionSet()
        try lasting.allow(.env, ["OTHER"])
        var once = lasting
        try once.allow(.env, ["NAME"])
        let names = "import os; kept = 1; [os.getenv('NAME'), os.getenv('OTHER')]"
        do {
            try await session.setPermissions(once, lasting: lasting)
            #expect(await session.lastingPermissions == lasting)
            let first = try await session.execute(names)
            #expect(first.value == "['value', 'more']")
            #expect(first.metadata.permissions == lasting)
            #expect(await session.permissions == lasting)
            #expect(await session.lastingPermissions == nil)
            #expect(try await session.execute("[kept, os.getenv('NAME')]").value == "[1, None]")
            try await session.setPermissions(once, lasting: lasting)
            #expect(try await session.execute("raise SystemExit(3)").exitCode == 3)
            #expect(try await session.execute(names).value == "[None, 'more']")
            #expect(try await session.execute("bytearray(100 << 20)").error?.name == "MemoryError")
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }
}
