internal import Cloche

extension DoctorCheck {
    /// What each version of Landlock brought, as far as it is a wall; before 4 the network has none.
    private static let landlock = [
        (1, "Linux 5.13", "files"), (3, "Linux 6.2", "emptying files by name"), (4, "Linux 6.7", "TCP ports"),
        (5, "Linux 6.10", "commands to devices"), (6, "Linux 6.12", "signals and abstract sockets"),
    ]

    /// Judges the version of Landlock: what it lacks, and which Linux has it.
    static func landlock(version: Int) -> DoctorCheck {
        #if os(Linux)
            let lacking = landlock.filter { $0.0 > version }
            guard let needed = lacking.last?.1 else {
                return DoctorCheck("landlock", isOK: true, "version \(version), which lacks nothing that cloche uses")
            }
            let words = lacking.map(\.2).joined(separator: ", ")
            let have =
                version == 0
                ? "the kernel has none, or 'landlock' is not in /sys/kernel/security/lsm" : "version \(version)"
            return DoctorCheck("landlock", isOK: false, "\(have); it lacks \(words); \(needed) has all of them")
        #else
            return DoctorCheck("landlock", isOK: false, "only Linux has it; Deno alone holds files and network")
        #endif
    }

    /// The line of a wall that was tried.
    init(_ wall: WallFinding) {
        self.init(wall.name, isOK: wall.holds, wall.text)
        isWall = true
    }

    /// Judges Deno's flags with no wall of the kernel's around them.
    static func denoAlone(_ attempts: DenoAttempts?) -> DoctorCheck {
        let open = attempts?.open([\.file, \.write, \.connect, \.variable, \.run, \.library, \.system])
        return alone("deno", open, "Deno's flags alone refuse what is not granted")
    }

    /// Judges the kernel's rules around a Deno that may do everything.
    static func kernelAlone(_ attempts: DenoAttempts?) -> DoctorCheck {
        let open = attempts?.open([\.file, \.link, \.write, \.connect, \.run])
        return alone("kernel", open, "the kernel alone refuses what is not granted, with all of Deno's flags open")
    }

    private static func alone(_ name: String, _ open: [String]?, _ held: String) -> DoctorCheck {
        var check = DoctorCheck(name, isOK: open == [], held)
        if let open, !open.isEmpty {
            let means = "only the other walls stand before \(open.joined(separator: ", "))"
            check = DoctorCheck(name, isOK: false, means)
        } else if open == nil {
            check = DoctorCheck(name, isOK: false, "the probe did not answer, so nothing is known about it")
        }
        check.isWall = true
        return check
    }
}

extension DenoAttempts {
    private static var names: [(path: KeyPath<DenoAttempts, String>, name: String)] {
        [
            (\.file, "files"), (\.link, "links"), (\.write, "writing"), (\.connect, "the network"),
            (\.variable, "variables"), (\.run, "programs"), (\.library, "libraries"),
            (\.system, "facts of the machine"),
        ]
    }

    /// What nothing refused, of the attempts that count.
    fileprivate func open(_ attempts: [KeyPath<DenoAttempts, String>]) -> [String] {
        Self.names.filter { attempts.contains($0.path) && self[keyPath: $0.path] == "done" }.map(\.name)
    }
}
