internal import Crypto

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The SHA-256 of files.
enum FileDigest {
    /// The digest of a regular file in 64 lower-case hex digits; the file is read piece by piece.
    static func sha256(of path: String, calls: FileCalls = .system) throws(SystemError) -> String {
        let file = try calls.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        defer { calls.close(file) }
        let status = try PrivateFile.status(of: file)
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EINVAL) }
        var digest = SHA256()
        try calls.forEachPiece(of: file, at: 0, length: Int(status.st_size)) { bytes, _ in
            digest.update(data: bytes)
            return true
        }
        return digest.finalize().hex
    }
}
