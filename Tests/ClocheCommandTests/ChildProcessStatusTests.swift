import Testing

@testable import ClocheCommand

@Suite struct ChildProcessStatusTests {
    private let limits = """
        Limit                     Soft Limit           Hard Limit           Units
        Max cpu time              unlimited            unlimited            seconds
        Max data size             4294967296           4294967296           bytes
        Max core file size        0                    0                    bytes
        Max open files            256                  256                  files
        """

    @Test("The kernel's words are taken apart")
    func parse() {
        let status = "Name:\tdeno\nPPid:\t1\nNoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n"
        let expected = """
            ok      privileges  the sandbox can gain none
            ok      seccomp     the sandbox's sockets are filtered
            ok      limits      data 4096 MiB, files 256, core 0 MiB
            """
        let parsed = ChildProcessStatus.parse(status: status, limits: limits)
        #expect(DoctorCheck.walls(of: parsed).map(\.line).joined(separator: "\n") == expected)
    }

    @Test("A process without walls is not ok")
    func bare() {
        let expected = """
            not ok  privileges  the sandbox can gain some
            not ok  seccomp     no filter holds the sandbox
            not ok  limits      the sandbox has none
            """
        let parsed = ChildProcessStatus.parse(status: "NoNewPrivs:\t0\nSeccomp:\t0\n", limits: "")
        #expect(DoctorCheck.walls(of: parsed).map(\.line).joined(separator: "\n") == expected)
    }

    @Test("Landlock without the network is not ok", arguments: [(0, false), (3, false), (4, true), (7, true)])
    func landlock(_ version: Int, _ isOK: Bool) {
        #expect(DoctorCheck.landlock(version: version).isOK == isOK)
    }
}
