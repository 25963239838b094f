import Testing

@testable import Cloche

/// Each wall with the others left out: nothing but the tests and `cloche doctor` can start a process that way.
@Suite(
    "Each wall alone",
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct WallsAloneTests {
    private func withProbe(_ body: (WallProbe) async -> DenoAttempts?) async throws -> DenoAttempts {
        let probe = try WallProbe(try Runtime.locate())
        defer { probe.remove() }
        return try #require(await body(probe))
    }

    @Test("Deno's flags refuse everything but a link, with no wall of the kernel's")
    func deno() async throws {
        let attempts = try await withProbe { await $0.denoAlone() }
        let refused = "NotCapable"
        let expected = DenoAttempts(
            file: refused,
            // Deno checks the name of the link.
            link: "done",
            write: refused,
            connect: refused,
            variable: refused,
            run: refused,
            library: refused,
            system: refused
        )
        #expect(attempts == expected)
    }

    #if os(Linux)
        @Test("the kernel refuses files, links, ports and programs to a Deno that may do everything")
        func kernel() async throws {
            let attempts = try await withProbe { await $0.kernelAlone() }
            let refused = "PermissionDenied"
            let expected = DenoAttempts(
                file: refused,
                link: refused,
                write: refused,
                connect: refused,
                // The kernel does not know variables; the library is one of the system's.
                variable: "done",
                run: refused,
                library: "done",
                system: "done"
            )
            #expect(attempts == expected)
        }
    #endif
}
