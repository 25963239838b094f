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
    static func write(_ pieces: [[UInt8]], to path: String, calls: FileCalls = .system) throws(ClocheError) {
        let target = followed(path)
        let folder = parent(of: target)
        do throws(SystemError) {
            guard !isFolder(target), target.last != "/" else { throw SystemError(number: EISDIR) }
            try replace(target, in: folder, by: pieces, calls)
        } catch {
            let reason = error.number == ENOENT ? "the folder '\(folder)' does not exist" : error.reason
            throw .cannotSave(reason, to: path)
        }
    }

    private static func replace(
        _ target: String,
        in folder: String,
        by pieces: [[UInt8]],
        _ calls: FileCalls
    ) throws(SystemError) {
        let temporary = "\(folder)/.cloche-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let file = try calls.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        do throws(SystemError) {
            try fill(file, with: pieces, calls)
            try calls.rename(temporary, to: target)
        } catch {
            calls.remove(temporary)
            throw error
        }
        try calls.flush(folder: folder)
    }

    /// Writes all pieces, makes them durable, and closes the file whatever happens.
    private static func fill(_ file: CInt, with pieces: [[UInt8]], _ calls: FileCalls) throws(SystemError) {
        defer { calls.close(file) }
        var end = 0
        for piece in pieces {
            try calls.write(piece, to: file, at: end)
            end += piece.count
        }
        try calls.flush(file)
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
