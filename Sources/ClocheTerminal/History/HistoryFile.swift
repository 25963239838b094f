#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file behind a `History`: whole lines are appended under a lock, others' lines are read as they come.
///
/// A compaction puts another file into the place of this one, so each step first makes sure that it has the one that the
/// path names now. A path that names something other than a file, such as `/dev/null`, is written to and never read.
struct HistoryFile: ~Copyable {
    /// Lines that were added, or all that are there.
    struct News {
        var bytes: [UInt8]
        /// Whether this is another file than before, or the first read.
        var isWhole: Bool
    }

    let path: String
    /// How much the file may hold.
    var bounds: HistoryBounds
    /// Kept open, so that no other file can have its number meanwhile; -1 before the first read.
    private var reader: Int32 = -1
    /// How far the file was read: to the end of a line.
    private var offset = 0
    /// How many lines there were when it was read.
    private var knownLines = 0
    /// How many lines were appended here since.
    private var ownLines = 0
    /// Why the file could not be made smaller; that is not tried again.
    private(set) var compactionFailure: String?

    init(path: String, bounds: HistoryBounds) {
        self.path = path
        self.bounds = bounds
    }

    deinit {
        if reader >= 0 { close(reader) }
    }

    /// Reads the lines that were added since the last time; nil when there are none.
    mutating func read() -> News? {
        guard let named = FileStatus(path: path), named.isRegular else { return nil }
        var isWhole = false
        if FileStatus(descriptor: reader) != named || named.size < offset {
            guard reopen() else { return nil }
            isWhole = true
        }
        let size = FileStatus(descriptor: reader)?.size ?? 0
        guard size > offset else { return isWhole ? News(bytes: [], isWhole: true) : nil }
        let isCut = size - offset > 2 * bounds.bytes
        var bytes = Self.read(reader, from: isCut ? size - 2 * bounds.bytes : offset, to: size)
        // The last line may be in the writing, or a part that a kill left.
        let end = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        offset = size - (bytes.count - end)
        bytes.removeSubrange(end...)
        if isCut { bytes.removeSubrange(..<(bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0)) }
        knownLines += Self.lineCount(bytes)
        ownLines = 0
        return News(bytes: bytes, isWhole: isWhole)
    }

    /// Appends a line, and compacts a file that has grown beyond its bounds.
    ///
    /// - Returns: why it could not be written.
    mutating func append(_ line: [UInt8]) -> String? {
        let descriptor = openLocked()
        guard descriptor >= 0 else { return failure }
        defer { close(descriptor) }
        guard let status = FileStatus(descriptor: descriptor) else { return failure }
        let isWhole = !status.isRegular || endsInNewline(descriptor, status.size)
        let bytes = (isWhole ? [] : [UInt8(ascii: "\n")]) + line + [UInt8(ascii: "\n")]
        guard SystemCalls.write(descriptor, bytes, bytes.count) == bytes.count else {
            let failure = failure
            if status.isRegular { ftruncate(descriptor, off_t(status.size)) }
            return failure
        }
        ownLines += 1
        guard status.isRegular, status.size + bytes.count > bounds.bytes || knownLines + ownLines > 2 * bounds.cells
        else { return nil }
        compact(descriptor, size: status.size + bytes.count)
        return nil
    }

    /// Opens the file that the path names and takes its lock; -1 with `errno` where that is not possible.
    private func openLocked() -> Int32 {
        while true {
            var descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            if descriptor < 0, errno == ENOENT {
                makeFolders()
                descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            }
            guard descriptor >= 0 else { return -1 }
            while flock(descriptor, LOCK_EX) != 0 {
                guard errno == EINTR else {
                    close(descriptor)
                    return -1
                }
            }
            guard let status = FileStatus(descriptor: descriptor) else { return descriptor }
            // Whoever had the lock may have put another file into its place.
            if FileStatus(path: path) == status {
                // A file that was made with other permissions, or copied, may be readable by others.
                if status.isRegular, status.permissions != 0o600 { fchmod(descriptor, 0o600) }
                return descriptor
            }
            close(descriptor)
        }
    }

    private mutating func reopen() -> Bool {
        if reader >= 0 { close(reader) }
        reader = open(path, O_RDONLY | O_CLOEXEC)
        offset = 0
        knownLines = 0
        return reader >= 0
    }

    /// Puts a file with fewer lines into the place of the locked one.
    private mutating func compact(_ descriptor: Int32, size: Int) {
        guard compactionFailure == nil else { return }
        let start = max(0, size - 2 * bounds.bytes)
        let kept = HistoryCompaction.compacted(Self.read(descriptor, from: start, to: size), to: bounds)
        guard replace(by: kept) else {
            return compactionFailure = "Cannot shorten history: '\(path)': \(String(cString: strerror(errno)))"
        }
        knownLines = Self.lineCount(kept)
        ownLines = 0
    }

    /// Writes a new file beside the old one and gives it its name, where symbolic links lead to.
    private func replace(by bytes: [UInt8]) -> Bool {
        guard let resolved = realpath(path, nil) else { return false }
        defer { free(resolved) }
        let target = String(cString: resolved)
        let temporary = target + ".new"
        // What a kill left; only who has the lock comes here.
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        let isWritten = Self.write(descriptor, bytes) && fsync(descriptor) == 0
        let isDone = isWritten && rename(temporary, target) == 0
        let number = errno
        close(descriptor)
        if !isDone { unlink(temporary) }
        errno = number
        return isDone
    }

    /// Whether the last line is whole; a run that was killed may have left a part of one.
    private func endsInNewline(_ descriptor: Int32, _ size: Int) -> Bool {
        var last = UInt8(ascii: "\n")
        return size == 0 || (pread(descriptor, &last, 1, off_t(size - 1)) == 1 && last == UInt8(ascii: "\n"))
    }

    private func makeFolders() {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            mkdir(folder, 0o700)
        }
    }

    private static func lineCount(_ bytes: [UInt8]) -> Int {
        bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    }

    private static func read(_ descriptor: Int32, from start: Int, to end: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: end - start) { buffer, count in
            while count < buffer.count, let base = buffer.baseAddress {
                let read = pread(descriptor, base + count, buffer.count - count, off_t(start + count))
                if read < 0, errno == EINTR { continue }
                guard read > 0 else { return }
                count += read
            }
        }
    }

    private static func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                buffer.baseAddress.map { SystemCalls.write(descriptor, $0 + start, buffer.count - start) } ?? -1
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            start += written
        }
        return true
    }

    private var failure: String { "Cannot write history: '\(path)': \(String(cString: strerror(errno)))" }
}
