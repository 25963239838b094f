#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A pipe that wakes a thread which waits in `poll` or `read`; both ends close with it.
final class WakePipe: Sendable {
    /// Becomes readable after `signal`.
    let reader: Int32
    /// Where `signal` writes; safe to use from a signal handler.
    let writer: Int32

    /// Makes the pipe; without free descriptors both ends are -1.
    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        (reader, writer) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        close(reader)
        close(writer)
    }

    /// Makes the reader readable; a full pipe is readable already.
    func signal() {
        var byte: UInt8 = 0
        _ = write(writer, &byte, 1)
    }

    /// Takes what was signalled.
    func drain() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        var taken: [UInt8] = []
        while true {
            let count = read(reader, &bytes, bytes.count)
            guard count > 0 else { return taken }
            taken += bytes[..<count]
        }
    }

    /// Waits until something was signalled.
    func wait() {
        var descriptor = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        _ = poll(&descriptor, 1, -1)
    }
}
