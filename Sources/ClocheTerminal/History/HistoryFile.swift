#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file behind a `History`: whole lines are appended under a lock, and nothing else is ever changed.
struct HistoryFile {
    let path: String

    /// The last bytes of the file; none when it cannot be read.
    func read(last maximum: Int) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        guard size > 0 else { return [] }
        lseek(descriptor, off_t(max(0, size - maximum)), SEEK_SET)
        return [UInt8](unsafeUninitializedCapacity: min(size, maximum)) { buffer, count in
            while count < buffer.count, let start = buffer.baseAddress {
                let read = SystemCalls.read(descriptor, start + count, buffer.count - count)
                guard read > 0 else { return }
                count += read
            }
        }
    }

    /// Appends a line.
    ///
    /// - Returns: why that was not possible.
    func append(_ line: [UInt8]) -> String? {
        makeFolders()
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return failure }
        defer { close(descriptor) }
        // A file that was made with other permissions, or copied, may be readable by others.
        fchmod(descriptor, 0o600)
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { return failure }
        }
        let bytes = (endsInNewline(descriptor) ? [] : [UInt8(ascii: "\n")]) + line + [UInt8(ascii: "\n")]
        return SystemCalls.write(descriptor, bytes, bytes.count) == bytes.count ? nil : failure
    }

    /// Whether the last line is whole; a run that was killed may have left a part of one.
    private func endsInNewline(_ descriptor: Int32) -> Bool {
        let size = lseek(descriptor, 0, SEEK_END)
        var last = UInt8(ascii: "\n")
        return size == 0 || (pread(descriptor, &last, 1, size - 1) == 1 && last == UInt8(ascii: "\n"))
    }

    private func makeFolders() {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
            mkdir(folder, 0o700)
        }
    }

    private var failure: String { "Cannot write history: '\(path)': \(String(cString: strerror(errno)))" }
}
