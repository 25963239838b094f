#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads files that may be anything.
enum BoundedFile {
    /// The content of a regular file of at most so many bytes.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile`; it does not wait for a pipe or a device.
    static func read(_ path: String, maximumBytes: Int) throws(ClocheError) -> Data {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw .unreadableSessionFile(path, SystemError.last.reason) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadableSessionFile(path, SystemError.last.reason) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw .unreadableSessionFile(path, isFolder ? "it is a folder" : "it is not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= maximumBytes else {
            throw .unreadableSessionFile(path, "it is \(size) bytes, maximum is \(maximumBytes)")
        }
        do throws(SystemError) {
            return try content(of: file, size: size)
        } catch {
            throw .unreadableSessionFile(path, error.reason)
        }
    }

    private static func content(of file: CInt, size: Int) throws(SystemError) -> Data {
        var data = Data(count: size)
        var filled = 0
        while filled < size {
            let count = data.withUnsafeMutableBytes { bytes in
                pread(file, bytes.baseAddress.map { $0 + filled }, size - filled, off_t(filled))
            }
            if count < 0 {
                guard errno == EINTR else { throw .last }
            } else if count == 0 {
                break
            } else {
                filled += count
            }
        }
        return data.prefix(filled)
    }
}
