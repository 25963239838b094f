/// A permission set as the kernel enforces it, for the runner and for everything that it starts.
///
/// The kernel only adds grants up: a denial inside of a grant, a single host and a variable's name are Deno's to check.
struct KernelPolicy: Sendable, Equatable {
    /// Which sockets can be made at all, by the seccomp filter.
    enum Sockets: Sendable, Equatable {
        case none
        case ipv4
        case ip
    }

    /// Files and folders; everything else is refused.
    var rules: [LandlockRule]

    /// The TCP ports that may be connected to, sorted; `nil` is every port.
    var ports: [Int]?

    var sockets: Sockets

    /// Whether UDP sockets can be made too; they send to anywhere.
    var datagrams = false
}
