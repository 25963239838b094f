import Cloche
import Testing

@testable import ClocheCommand

@Suite struct DoctorCheckTests {
    #if os(Linux)
        @Test(
            "Landlock is judged by what its version lacks",
            arguments: [
                (
                    0,
                    "not ok         landlock     the kernel has none, or 'landlock' is not in /sys/kernel/security/lsm; it lacks"
                        + " files, emptying files by name, TCP ports, commands to devices, signals and abstract sockets;"
                        + " Linux 6.12 has all of them"
                ),
                (
                    5,
                    "not ok         landlock     version 5; it lacks signals and abstract sockets; Linux 6.12 has all of them"
                ),
                (7, "ok             landlock     version 7, which lacks nothing that cloche uses"),
            ]
        )
        func landlock(_ version: Int, _ line: String) {
            #expect(DoctorCheck.landlock(version: version).line == line)
        }
    #endif

    @Test("What a wall alone lets through is named")
    func alone() {
        var attempts = DenoAttempts.refused
        #expect(DoctorCheck.denoAlone(attempts).line.hasPrefix("holds          deno         "))
        attempts.link = "done"
        #expect(DoctorCheck.denoAlone(attempts).isOK)
        #expect(DoctorCheck.kernelAlone(attempts).finding == "only the other walls stand before links")
        #expect(!DoctorCheck.denoAlone(nil).isOK)
    }
}

extension DenoAttempts {
    fileprivate static var refused: DenoAttempts {
        DenoAttempts(
            file: "NotCapable",
            link: "NotCapable",
            write: "NotCapable",
            connect: "NotCapable",
            variable: "NotCapable",
            run: "NotCapable",
            library: "NotCapable",
            system: "NotCapable"
        )
    }
}
