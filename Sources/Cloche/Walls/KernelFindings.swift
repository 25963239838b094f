internal import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Judges what a process could do inside of the kernel's walls.
enum KernelFindings {
    /// Where the system has none of these walls.
    static let missing = [
        WallFinding(
            "kernel",
            false,
            "",
            else: "this system has none of the walls of Linux; Deno alone holds the sandbox"
        )
    ]

    /// Where the process could not be started, or told nothing.
    static let unknown = [
        WallFinding("kernel", false, "", else: "the probe did not answer, so nothing is known about the kernel's walls")
    ]

    /// Judges the attempts with nothing granted but a folder, and those with one TCP port granted too.
    static func of(strict: KernelAttempts.Outcomes, net: KernelAttempts.Outcomes, landlock: Int) -> [WallFinding] {
        guard strict.error(cspawn_attempt_granted) == 0 else { return unknown }
        return files(strict, landlock) + network(strict, net) + processes(strict) + limits(strict)
    }

    private static func files(_ outcomes: KernelAttempts.Outcomes, _ landlock: Int) -> [WallFinding] {
        [
            WallFinding(
                "files",
                outcomes.refused(cspawn_attempt_file, cspawn_attempt_create),
                "the kernel refuses files that are not granted",
                else:
                    "programs reach every file of yours; Linux 5.13 has Landlock, switched on in /sys/kernel/security/lsm"
            ),
            WallFinding(
                "links",
                outcomes.refused(cspawn_attempt_link),
                "a link in a granted folder leads nowhere else",
                else: "a link in a granted folder is followed to anywhere"
            ),
            WallFinding(
                "truncation",
                landlock >= 3,
                "files that are not granted keep their contents",
                else: "a program that is granted could empty files of yours by name; Linux 6.2 refuses it"
            ),
        ]
    }

    private static func network(_ strict: KernelAttempts.Outcomes, _ net: KernelAttempts.Outcomes) -> [WallFinding] {
        [
            WallFinding(
                "ports",
                net.error(cspawn_attempt_connect) == EACCES
                    && net.refused(cspawn_attempt_fastopen, cspawn_attempt_multipath),
                "the kernel refuses TCP ports that are not granted",
                else:
                    "with net granted, Deno alone tells ports apart; Linux 6.7 has them in Landlock, and a filter of "
                    + "system calls closes the ways past it"
            ),
            WallFinding(
                "sockets",
                strict.refused(cspawn_attempt_connect, cspawn_attempt_udp, cspawn_attempt_local, cspawn_attempt_ring)
                    && net.refused(cspawn_attempt_udp, cspawn_attempt_raw, cspawn_attempt_local)
                    && net.refused(cspawn_attempt_listen),
                "without net no socket can be made; local, raw and listening ones never",
                else: "sockets can be made that no permission grants: system calls are not filtered"
            ),
        ]
    }

    private static func processes(_ outcomes: KernelAttempts.Outcomes) -> [WallFinding] {
        [
            WallFinding(
                "group",
                outcomes.refused(cspawn_attempt_session, cspawn_attempt_group),
                "no program leaves the group that is killed as a whole",
                else: "a program that a cell starts can outlive its sandbox"
            ),
            WallFinding(
                "signals",
                outcomes.refused(cspawn_attempt_signal),
                "no signal reaches a process outside",
                else: "a program that is granted can signal your other programs; Linux 6.12 refuses it"
            ),
            WallFinding(
                "isolation",
                outcomes.refused(cspawn_attempt_trace, cspawn_attempt_namespace),
                "no process is traced, no namespace made",
                else: "rare system calls are open: they are not filtered"
            ),
            WallFinding(
                "terminal",
                outcomes.refused(cspawn_attempt_terminal),
                "the terminal cannot be opened",
                else: "a program that is granted can write to your terminal"
            ),
            WallFinding(
                "privileges",
                outcomes.refused(cspawn_attempt_privileges),
                "no program gains rights by setuid",
                else: "a program that is granted can gain rights by setuid"
            ),
        ]
    }

    private static func limits(_ outcomes: KernelAttempts.Outcomes) -> [WallFinding] {
        [
            WallFinding(
                "limits",
                outcomes.refused(cspawn_attempt_memory, cspawn_attempt_descriptors, cspawn_attempt_core),
                "data, open files and core files are bounded",
                else: "data, open files or core files have no bound: setrlimit has no effect here"
            )
        ]
    }
}
