#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The calls that files are written with; those that a signal interrupts are made again.
struct FileCalls: Sendable {
    /// What a call does.
    enum Kind: CaseIterable, Sendable {
        case open, read, write, truncate, flush, rename
    }

    /// The calls as the system makes them.
    static let system = FileCalls()

    /// Is asked before each call: throws what the call is to fail with, or returns how many of its bytes it may take.
    ///
    /// Tests let each call fail this way.
    var allowed: @Sendable (_ kind: Kind, _ count: Int) throws(SystemError) -> Int = { _, count in count }

    /// Opens a file; where it is made, it is for its owner only.
    func open(_ path: String, _ flags: CInt) throws(SystemError) -> CInt {
        try make(.open) { _ in systemOpen(path, flags | O_CLOEXEC, 0o600) }
    }

    /// Closes a file, which gives up its lock.
    func close(_ file: CInt) { _ = systemClose(file) }

    /// Removes a file, if it is there.
    func remove(_ path: String) { unlink(path) }

    /// Sets the size of a file.
    func truncate(_ file: CInt, to size: Int) throws(SystemError) {
        _ = try make(.truncate) { _ in ftruncate(file, off_t(size)) }
    }

    /// Returns when a file or a folder is on the disk.
    func flush(_ file: CInt) throws(SystemError) {
        _ = try make(.flush) { _ in fsync(file) }
    }

    /// Lets the disk begin to write a stretch of a file, so that a flush at the end has less to wait for.
    func startFlush(_ file: CInt, at offset: Int, count: Int) {
        #if !canImport(Darwin)
            _ = posix_fadvise(file, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
        #endif
    }

    /// Returns when the content of a file, and what it takes to read it, is on the disk.
    func flushData(_ file: CInt) throws(SystemError) {
        #if canImport(Darwin)
            try flush(file)
        #else
            _ = try make(.flush) { _ in fdatasync(file) }
        #endif
    }

    /// Returns when the names in a folder are on the disk; some file systems cannot tell, and some folders not be read.
    func flush(folder: String) throws(SystemError) {
        guard let directory = try? open(folder, O_RDONLY | O_DIRECTORY) else { return }
        defer { close(directory) }
        do throws(SystemError) {
            try flush(directory)
        } catch {
            guard error.number == EINVAL else { throw error }
        }
    }

    /// Gives a file another name, and takes the file away that had it.
    func rename(_ old: String, to new: String) throws(SystemError) {
        _ = try make(.rename) { _ in systemRename(old, new) }
    }

    /// Writes all bytes to a file from an offset on.
    func write(_ bytes: [UInt8], to file: CInt, at offset: Int) throws(SystemError) {
        var start = 0
        while start < bytes.count {
            let count = try make(.write, bytes.count - start) { count in
                bytes.withUnsafeBytes { pwrite(file, $0.baseAddress.map { $0 + start }, count, off_t(offset + start)) }
            }
            // A call that writes nothing would be made for ever.
            guard count > 0 else { throw SystemError(number: ENOSPC) }
            start += count
        }
    }

    /// Reads so many bytes of a file from an offset on, fewer where it ends.
    func bytes(of file: CInt, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let more = try make(.read, count - filled) { count in
                bytes.withUnsafeMutableBytes {
                    pread(file, $0.baseAddress.map { $0 + filled }, count, off_t(offset + filled))
                }
            }
            guard more > 0 else { break }
            filled += more
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    /// Reads a stretch of a file in pieces with their offsets, until it ends or `goesOn` returns false.
    func forEachPiece(
        of file: CInt,
        at start: Int,
        length: Int,
        _ goesOn: (_ bytes: [UInt8], _ offset: Int) throws(SystemError) -> Bool
    ) throws(SystemError) {
        var offset = start
        while offset < start + length {
            let piece = try bytes(of: file, at: offset, count: min(Self.pieceLength, start + length - offset))
            guard !piece.isEmpty, try goesOn(piece, offset) else { return }
            offset += piece.count
        }
    }

    private static let pieceLength = 1 << 20

    private func make<Number: SignedInteger>(
        _ kind: Kind,
        _ count: Int = 0,
        _ call: (_ count: Int) -> Number
    ) throws(SystemError) -> Number {
        while true {
            do throws(SystemError) {
                let result = call(try allowed(kind, count))
                guard result >= 0 else { throw .last }
                return result
            } catch {
                guard error.number == EINTR else { throw error }
            }
        }
    }
}

private func systemOpen(_ path: String, _ flags: CInt, _ mode: mode_t) -> CInt { open(path, flags, mode) }

private func systemClose(_ file: CInt) -> CInt { close(file) }

private func systemRename(_ old: String, _ new: String) -> CInt { rename(old, new) }
