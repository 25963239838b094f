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

    private let failure: @Sendable (String) -> ClocheError
    private let descriptor: CInt

    /// Opens a regular file of at most so many bytes; it does not wait for a pipe or a device.
    ///
    /// - Throws: What `failure` makes of a reason; without it ``ClocheError`` with the code `unreadableSessionFile`.
    init(
        _ path: String,
        maximumBytes: Int,
        failure: (@Sendable (_ reason: String) -> ClocheError)? = nil
    ) throws(ClocheError) {
        let failure = failure ?? { .unreadableSessionFile(path, $0) }
        self.failure = failure
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        // Where an initializer of a class throws, its deinit does not run.
        guard descriptor >= 0 else { throw failure(SystemError.last.reason) }
        do throws(ClocheError) {
            size = try Self.size(of: descriptor, maximumBytes, failure)
        } catch {
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    /// The bytes of a range that lies within the file.
    ///
    /// - Throws: As the initializer does, also where the file has become shorter.
    func read(_ range: Range<Int>) throws(ClocheError) -> [UInt8] {
        var problem: ClocheError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count, problem == nil {
                let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                let count = pread(descriptor, rest.baseAddress, range.count - filled, off_t(range.lowerBound + filled))
                if count > 0 {
                    filled += count
                } else if count == 0 {
                    problem = failure("it has become shorter")
                } else if errno != EINTR {
                    problem = failure(SystemError.last.reason)
                }
            }
        }
        if let problem { throw problem }
        return bytes
    }

    private static func size(
        of descriptor: CInt,
        _ maximum: Int,
        _ failure: (String) -> ClocheError
    ) throws(ClocheError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(SystemError.last.reason) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw failure(isFolder ? "it is a folder" : "it is not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= maximum else {
            throw failure("it is \(size) bytes, maximum is \(maximum)")
        }
        return size
    }
}
