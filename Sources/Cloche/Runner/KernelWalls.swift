internal import CSpawn

/// What the kernel of this machine offers for walls around the runner.
package enum KernelWalls {
    /// The version of Landlock's interface; 0 where there is none.
    package static var landlockVersion: Int { Int(landlock_abi()) }

    /// Whether system calls can be filtered.
    package static var hasSeccomp: Bool { cspawn_has_seccomp() != 0 }
}
