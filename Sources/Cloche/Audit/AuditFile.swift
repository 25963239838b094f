#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The files of an audit log, which several programs append to at a time.
///
/// Each line is one `write` to a descriptor that appends, so that lines of several writers do not mix. Writers share a lock
/// of the file; whoever finds it too long takes the lock alone, if it is to be had at once, and moves the files on. A
/// writer that finds another file under the path than the one it opened, opens that one.
struct AuditFile: Sendable {
    let path: String
    let bounds: AuditBounds

    /// How often a lock is asked for before a line is written without it: a stopped program may hold it for ever.
    private static let patience = 500

    /// How often a file that was moved on while it was opened is opened anew.
    private static let openings = 50

    /// Whether the path names the file that was opened.
    ///
    /// Some network and overlay file systems never tell.
    var isNamed: @Sendable (_ named: stat, _ opened: stat) -> Bool = { named, opened in
        named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }

    /// The paths of the files, the newest one first.
    var paths: [String] { [path] + (1..<bounds.files).map { "\(path).\($0)" } }

    /// Appends lines, which have no newline yet.
    ///
    /// - Returns: Why they could not be written.
    func append(_ lines: [[UInt8]]) -> String? {
        do throws(SystemError) {
            var descriptor = try openLocked()
            defer { if descriptor >= 0 { close(descriptor) } }
            for line in lines {
                let size = try size(of: descriptor)
                if size > 0, size + line.count >= bounds.fileBytes, rotate(descriptor) {
                    close(descriptor)
                    descriptor = -1
                    descriptor = try openLocked()
                }
                try write(line, to: descriptor)
            }
            return nil
        } catch {
            return "Cannot write the audit log '\(path)': \(Self.reason(error))"
        }
    }

    private static func reason(_ error: SystemError) -> String {
        switch error.number {
        case ELOOP: "it is a symbolic link"
        case ESTALE: "its file system does not tell which file the path names"
        default: error.reason
        }
    }

    // MARK: Writing

    private func write(_ line: [UInt8], to descriptor: CInt) throws(SystemError) {
        // A line that a full disk cut short must not take the next one with it.
        let isWhole = try lastByte(of: descriptor) == UInt8(ascii: "\n")
        let bytes = (isWhole ? [] : [UInt8(ascii: "\n")]) + line + [UInt8(ascii: "\n")]
        while true {
            let count = writeOnce(bytes, to: descriptor)
            if count == bytes.count { return }
            guard count < 0, errno == EINTR else { throw count < 0 ? .last : SystemError(number: ENOSPC) }
        }
    }

    private func writeOnce(_ bytes: [UInt8], to descriptor: CInt) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes, bytes.count)
        #elseif canImport(Musl)
            Musl.write(descriptor, bytes, bytes.count)
        #else
            Darwin.write(descriptor, bytes, bytes.count)
        #endif
    }

    /// The last byte of a file, a newline for an empty one.
    private func lastByte(of descriptor: CInt) throws(SystemError) -> UInt8 {
        var byte = UInt8(ascii: "\n")
        let size = try size(of: descriptor)
        guard size > 0 else { return byte }
        guard pread(descriptor, &byte, 1, off_t(size - 1)) == 1 else { throw .last }
        return byte
    }

    private func size(of descriptor: CInt) throws(SystemError) -> Int {
        Int(try PrivateFile.status(of: descriptor).st_size)
    }

    // MARK: Opening

    /// Opens the file that the path names, with its shared lock.
    private func openLocked() throws(SystemError) -> CInt {
        for _ in 0..<Self.openings {
            let descriptor = try PrivateFile.open(path, O_RDWR | O_CREAT | O_APPEND)
            PrivateFile.lock(descriptor, LOCK_SH, attempts: Self.patience)
            var named = stat()
            let exists = lstat(path, &named) == 0
            let opened = try PrivateFile.closing(descriptor) { () throws(SystemError) in
                try PrivateFile.status(of: descriptor)
            }
            // Somebody may have moved it on meanwhile.
            if exists, isNamed(named, opened) { return descriptor }
            close(descriptor)
        }
        throw SystemError(number: ESTALE)
    }

    // MARK: Moving on

    /// Gives each file the next name, so that the path is free; false where another program is at it, or writing.
    private func rotate(_ descriptor: CInt) -> Bool {
        guard PrivateFile.lock(descriptor, LOCK_EX, attempts: 20) else {
            // The shared lock went with the attempt.
            PrivateFile.lock(descriptor, LOCK_SH, attempts: Self.patience)
            return false
        }
        var named = stat()
        guard let opened = try? PrivateFile.status(of: descriptor), lstat(path, &named) == 0 else { return true }
        guard isNamed(named, opened) else { return true }
        let paths = paths
        unlink(paths[paths.count - 1])
        for (older, newer) in zip(paths, paths.dropFirst()).reversed() { rename(older, newer) }
        return true
    }
}
