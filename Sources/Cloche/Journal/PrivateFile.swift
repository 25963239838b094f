#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Files that only their owner reads and writes, which other programs may lock, replace or remove at any time.
enum PrivateFile {
    /// How often a file that was replaced while it was opened is opened anew.
    private static let openings = 50

    /// Opens a regular file of this user, and puts its mode right; its folders are made where it is.
    static func open(_ path: String, _ flags: CInt, _ calls: FileCalls = .system) throws(SystemError) -> CInt {
        // Without O_NONBLOCK, opening a pipe would wait for its reader.
        let flags = flags | O_NOFOLLOW | O_NONBLOCK
        let descriptor: CInt
        do throws(SystemError) {
            descriptor = try calls.open(path, flags)
        } catch {
            guard error.number == ENOENT, flags & O_CREAT != 0 else { throw error }
            makeFolders(of: path)
            descriptor = try calls.open(path, flags)
        }
        return try closing(descriptor) { () throws(SystemError) in
            let status = try status(of: descriptor)
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: isFolder ? EISDIR : EINVAL) }
            guard status.st_uid == geteuid() else { throw SystemError(number: EPERM) }
            if status.st_mode & 0o7777 != 0o600, fchmod(descriptor, 0o600) != 0 { throw .last }
            return descriptor
        }
    }

    /// Opens a file and takes its lock alone, which goes with the descriptor.
    ///
    /// - Throws: `EWOULDBLOCK` where another one has it.
    static func openAlone(_ path: String, _ flags: CInt, _ calls: FileCalls = .system) throws(SystemError) -> CInt {
        for _ in 0..<openings {
            let descriptor = try open(path, flags, calls)
            // Who only looks whether the lock is held has it for a moment.
            guard lock(descriptor, LOCK_EX, attempts: 100) else {
                close(descriptor)
                throw SystemError(number: EWOULDBLOCK)
            }
            if isNamed(path, descriptor) { return descriptor }
            release(descriptor)
        }
        throw SystemError(number: ESTALE)
    }

    /// Takes the lock of a file, which goes with the descriptor; tries it again every millisecond.
    @discardableResult
    static func lock(_ descriptor: CInt, _ kind: CInt, attempts: Int) -> Bool {
        for attempt in 0..<attempts {
            if attempt > 0 { usleep(1000) }
            if flock(descriptor, kind | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
        }
        return false
    }

    /// Gives the lock of a file up, and closes it.
    ///
    /// Closing alone would leave the lock to a child that was just forked and has not become its program yet.
    static func release(_ descriptor: CInt) {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether a path names the open file still.
    private static func isNamed(_ path: String, _ descriptor: CInt) -> Bool {
        var named = stat()
        guard lstat(path, &named) == 0, let opened = try? status(of: descriptor) else { return false }
        return named.st_dev == opened.st_dev && named.st_ino == opened.st_ino
    }

    /// What the system knows about an open file.
    static func status(of descriptor: CInt) throws(SystemError) -> stat {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last }
        return status
    }

    /// Closes a descriptor where the work with it fails.
    static func closing<Value>(
        _ descriptor: CInt,
        _ work: () throws(SystemError) -> Value
    ) throws(SystemError) -> Value {
        do throws(SystemError) {
            return try work()
        } catch {
            close(descriptor)
            throw error
        }
    }

    private static func makeFolders(of path: String) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
    }
}
