package import Cloche
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Writes text to a file descriptor, unbuffered, so that a slow reader slows the writer down.
package final class FileDescriptorSink: TextSink {
    private let descriptor: Int32
    private let isOpen = Mutex(true)
    private let whenClosed: @Sendable (_ reason: Int32) -> Void

    /// Makes a sink.
    ///
    /// - Parameters:
    ///   - descriptor: The file descriptor, which stays the caller's.
    ///   - whenClosed: Called once with the error number, when the other end is gone or the disk is full.
    package init(_ descriptor: Int32, whenClosed: @escaping @Sendable (_ reason: Int32) -> Void = { _ in }) {
        self.descriptor = descriptor
        self.whenClosed = whenClosed
    }

    /// Writes the text as UTF-8 and returns when the kernel has taken it all.
    package func write(_ text: String) {
        var text = text
        text.withUTF8 { write($0) }
    }

    /// Writes the bytes as they are and returns when the kernel has taken them all.
    package func write(_ piece: StreamOutput) {
        piece.bytes.withUnsafeBufferPointer { write($0) }
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        let failure: Int32? = isOpen.withLock { isOpen in
            guard isOpen else { return nil }
            let failure = writeAll(bytes)
            isOpen = failure == nil
            return failure
        }
        if let failure { whenClosed(failure) }
    }

    /// Returns nil, or the error number.
    private func writeAll(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
        var rest = UnsafeRawBufferPointer(bytes)
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            #else
                let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno == EAGAIN {
                waitUntilWritable()
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }

    /// Another program may have made the terminal that we share non-blocking.
    private func waitUntilWritable() {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
    }
}
