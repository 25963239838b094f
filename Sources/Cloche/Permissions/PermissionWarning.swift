/// What has to be said when a kind is granted whose programs or libraries Deno cannot hold.
package enum PermissionWarning {
    /// The warning about `kind`; `nil` where Deno holds what it lets through.
    ///
    /// `isHeldByKernel` says whether this machine's kernel holds what Deno does not.
    package static func text(
        _ kind: PermissionKind,
        isHeldByKernel: Bool = KernelWalls.landlockVersion > 0
    ) -> String? {
        let subject: String
        let addition: String
        switch kind {
        case .run: (subject, addition) = ("what 'run' starts", "")
        case .ffi: (subject, addition) = ("what 'ffi' loads", "; an error in it ends the runner")
        case .read, .write, .net, .env: return nil
        }
        guard isHeldByKernel else {
            return "\(subject) leaves Deno's wall, and this machine has no other: it may do whatever you may" + addition
        }
        return "\(subject) leaves Deno's wall; the kernel's still holds it: it reads the system's own folders and what "
            + "is granted, writes only where write is granted, and connects by TCP only to ports that are granted; where "
            + "net grants a name or is whole, it may send by UDP to anywhere" + addition
    }

    /// The warnings about a whole set.
    package static func texts(_ permissions: PermissionSet) -> [String] {
        PermissionKind.allCases.filter { permissions.granted($0) != .none }.compactMap { text($0) }
    }
}
