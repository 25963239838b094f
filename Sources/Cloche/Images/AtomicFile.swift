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
        try write(to: path, calls: calls) { draft throws(ClocheError) in
            var end = 0
            for piece in pieces {
                try draft.write(piece, at: end)
                end += piece.count
            }
        }
    }

    /// Lets a closure write the new content of a file, in any order, as ``write(_:to:calls:)`` does.
    static func write(
        to path: String,
        calls: FileCalls = .system,
        _ fill: (FileDraft) throws(ClocheError) -> Void
    ) throws(ClocheError) {
        let target = followed(path)
        let folder = parent(of: target)
        guard !isFolder(target), target.last != "/" else { throw failure(SystemError(number: EISDIR), path, folder) }
        let temporary = "\(folder)/.cloche-\(String(UInt64.random(in: 0 ... .max), radix: 36)).tmp"
        let told = { failure($0, path, folder) }
        let file = try telling(told) { () throws(SystemError) in
            try calls.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
        }
        do throws(ClocheError) {
            try complete(FileDraft(file: file, calls: calls, told: told), fill)
            try telling(told) { () throws(SystemError) in try calls.rename(temporary, to: target) }
        } catch {
            calls.remove(temporary)
            throw error
        }
        try telling(told) { () throws(SystemError) in try calls.flush(folder: folder) }
    }

    /// Lets the closure write, makes what it wrote durable, and closes the file whatever happens.
    private static func complete(
        _ draft: FileDraft,
        _ fill: (FileDraft) throws(ClocheError) -> Void
    ) throws(ClocheError) {
        defer { draft.calls.close(draft.file) }
        try fill(draft)
        try telling(draft.told) { () throws(SystemError) in try draft.calls.flush(draft.file) }
    }

    private static func telling<Value>(
        _ told: (SystemError) -> ClocheError,
        _ work: () throws(SystemError) -> Value
    ) throws(ClocheError) -> Value {
        do throws(SystemError) {
            return try work()
        } catch {
            throw told(error)
        }
    }

    private static func failure(_ error: SystemError, _ path: String, _ folder: String) -> ClocheError {
        .cannotSave(error.number == ENOENT ? "the folder '\(folder)' does not exist" : error.reason, to: path)
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
