#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The reason that the operating system gives for a failure, in words.
struct SystemError: Error, Equatable {
    /// The value of `errno`.
    var number: CInt

    /// The error of the call that has just failed.
    static var last: SystemError { SystemError(number: errno) }

    /// The state that was in the way, to stand after a colon.
    var reason: String {
        switch number {
        case ENOSPC: "the disk is full"
        case EDQUOT: "the disk quota is used up"
        case EACCES, EPERM: "permission is denied"
        case EROFS: "the file system is read-only"
        case ENOENT: "it does not exist"
        case ENOTDIR: "a part of the path is not a folder"
        case EISDIR: "it is a folder"
        case ENAMETOOLONG: "the name is too long"
        default: String(cString: strerror(number))
        }
    }
}
