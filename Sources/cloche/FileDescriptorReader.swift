#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Reads files and pipes.
enum FileDescriptorReader {
    /// Reads to the end.
    ///
    /// - Returns: The bytes, or the error number.
    static func readAll(_ descriptor: Int32) -> Result<[UInt8], SystemError> {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                bytes += buffer[..<count]
            } else if count == 0 {
                return .success(bytes)
            } else if errno != EINTR {
                return .failure(SystemError(number: errno))
            }
        }
    }
}
