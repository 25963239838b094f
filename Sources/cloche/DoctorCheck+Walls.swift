extension DoctorCheck {
    /// The version of Landlock that also rules TCP connections.
    private static let landlockWithNetwork = 4

    /// Judges the version of Landlock.
    static func landlock(version: Int) -> DoctorCheck {
        #if os(Linux)
            switch version {
            case landlockWithNetwork...:
                return DoctorCheck("landlock", isOK: true, "version \(version): the kernel holds files and TCP ports")
            case 1...:
                let finding = "version \(version): the kernel holds files, Deno alone the network; Linux 6.7 has both"
                return DoctorCheck("landlock", isOK: false, finding)
            default:
                let finding =
                    "the kernel has none, so Deno alone holds files and network; use Linux 6.7 or later,"
                    + " with 'landlock' in /sys/kernel/security/lsm"
                return DoctorCheck("landlock", isOK: false, finding)
            }
        #else
            return DoctorCheck("landlock", isOK: false, "only Linux has it; Deno alone holds files and network")
        #endif
    }

    /// Judges what the kernel says about the sandbox's process.
    static func walls(of process: ChildProcessStatus?) -> [DoctorCheck] {
        guard let process else {
            return [DoctorCheck("process", isOK: false, "the sandbox's process cannot be looked at, for want of /proc")]
        }
        let privileges = process.hasNoNewPrivileges
        let filter = process.hasFilter
        let limits = process.limits.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        return [
            DoctorCheck(
                "privileges",
                isOK: privileges,
                privileges ? "the sandbox can gain none" : "the sandbox can gain some"
            ),
            DoctorCheck(
                "seccomp",
                isOK: filter,
                filter ? "the sandbox's sockets are filtered" : "no filter holds the sandbox"
            ),
            DoctorCheck("limits", isOK: !process.limits.isEmpty, limits.isEmpty ? "the sandbox has none" : limits),
        ]
    }
}
