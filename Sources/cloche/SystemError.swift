#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// An error number of the operating system.
struct SystemError: Error, Equatable {
    /// The number.
    let number: Int32

    /// Whether it only says that the other end of a pipe is gone, which is nothing to complain about.
    var isBrokenPipe: Bool { number == EPIPE || number == EBADF }

    /// What the system calls it, such as `No such file or directory`.
    var reason: String { String(cString: strerror(number)) }
}
