#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A regular file that is open for reading, and whose content may be anything.
final class BoundedFile: Sendable {
    /// The size in bytes as it was when the file was opened.
    let size: Int

    private let path: String
    private let descriptor: CInt

    /// Opens a regular file of at most so many bytes; it does not wait for a pipe or a device.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile`.
    init(_ path: String, maximumBytes: Int) throws(ClocheError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        // Where an initializer of a class throws, its deinit does not run.
        guard descriptor >= 0 else { throw .unreadableSessionFile(path, SystemError.last.reason) }
        do throws(ClocheError) {
            size = try Self.size(of: descriptor, path, maximumBytes)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// The bytes of a range that lies within the file.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableSessionFile`, also where the file has become shorter.
    func read(_ range: Range<Int>) throws(ClocheError) -> [UInt8] {
        var failure: ClocheError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count, failure == nil {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let count = pread(descriptor, rest.baseAddress, range.count - filled, off_t(range.lowerBound + filled))
                if count > 0 {
                    filled += count
                } else if count == 0 {
                    failure = .unreadableSessionFile(path, "it has become shorter")
                } else if errno != EINTR {
                    failure = .unreadableSessionFile(path, SystemError.last.reason)
                }
            }
        }
        if let failure { throw failure }
        return bytes
    }

    private static func size(of descriptor: CInt, _ path: String, _ maximum: Int) throws(ClocheError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadableSessionFile(path, SystemError.last.reason) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw .unreadableSessionFile(path, isFolder ? "it is a folder" : "it is not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= maximum else {
            throw .unreadableSessionFile(path, "it is \(size) bytes, maximum is \(maximum)")
        }
        return size
    }
}
