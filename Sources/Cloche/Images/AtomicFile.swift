#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Replaces a file by new content, all of it or nothing.
enum AtomicFile {
    /// Writes pieces one after the other as the new content of a file, readable by its owner only.
    ///
    /// The content goes to a temporary file in the same folder, which takes the place of the old one only when it is on
    /// the disk. Where a step fails the temporary file is removed and the old one is as it was.
    /// - Throws: ``ClocheError`` with the code `notSaved`.
    static func write(_ pieces: [[UInt8]], to path: String) throws(ClocheError) {
        let target = followed(path)
        let folder = parent(of: target)
        do throws(SystemError) {
            guard !isFolder(target), target.last != "/" else { throw SystemError(number: EISDIR) }
            try replace(target, in: folder, by: pieces)
        } catch {
            let reason = error.number == ENOENT ? "the folder '\(folder)' does not exist" : error.reason
            throw .cannotSave(reason, to: path)
        }
    }

    private static func replace(_ target: String, in folder: String, by pieces: [[UInt8]]) throws(SystemError) {
        let temporary = "\(folder)/.cloche-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .last }
        do throws(SystemError) {
            try fill(file, with: pieces)
            guard rename(temporary, target) == 0 else { throw .last }
        } catch {
            unlink(temporary)
            throw error
        }
        try flush(folder: folder)
    }

    /// Writes all pieces, makes them durable, and closes the file whatever happens.
    private static func fill(_ file: CInt, with pieces: [[UInt8]]) throws(SystemError) {
        do throws(SystemError) {
            for piece in pieces { try write(piece, to: file) }
            guard fsync(file) == 0 else { throw .last }
        } catch {
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw .last }
    }

    private static func write(_ piece: [UInt8], to file: CInt) throws(SystemError) {
        var start = 0
        while start < piece.count {
            let count = piece.withUnsafeBytes { bytes in
                #if canImport(Glibc)
                    Glibc.write(file, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                #elseif canImport(Musl)
                    Musl.write(file, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                #else
                    Darwin.write(file, bytes.baseAddress.map { $0 + start }, bytes.count - start)
                #endif
            }
            if count < 0 {
                guard errno == EINTR else { throw .last }
            } else {
                start += count
            }
        }
    }

    private static func flush(folder: String) throws(SystemError) {
        let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }  // A folder one may write to but not read; the file itself is durable.
        let failed = fsync(directory) != 0 && errno != EINVAL
        let error = SystemError.last
        close(directory)
        if failed { throw error }
    }

    /// The file behind symbolic links, so that they are kept; the path itself where there is nothing yet.
    private static func followed(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
