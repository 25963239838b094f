#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Copies of files that nobody may change.
enum FileCopy {
    /// Copies a regular file to a new one that its owner may read; nothing is left where that fails.
    ///
    /// - Throws: What was in the way; `EEXIST` where there is something at `target`.
    static func copy(_ path: String, to target: String, calls: FileCalls = .system) throws(SystemError) {
        let source = try calls.open(path, O_RDONLY | O_NONBLOCK)
        defer { calls.close(source) }
        let status = try PrivateFile.status(of: source)
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EINVAL) }
        let file = try calls.open(target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        defer { calls.close(file) }
        do throws(SystemError) {
            let length = Int(status.st_size)
            try calls.forEachPiece(of: source, at: 0, length: length) { bytes, offset throws(SystemError) in
                try calls.write(bytes, to: file, at: offset)
                return true
            }
            guard fchmod(file, 0o400) == 0 else { throw .last }
        } catch {
            calls.remove(target)
            throw error
        }
    }
}
