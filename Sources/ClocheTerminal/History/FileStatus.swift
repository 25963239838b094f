#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which file it is, and what is known about it; equal for the same file, whatever its size.
struct FileStatus: Equatable {
    /// The size in bytes.
    let size: Int
    /// Whether it is a regular file.
    let isRegular: Bool
    /// The permission bits.
    let permissions: mode_t
    private let device: dev_t
    private let number: ino_t

    /// Looks at what a path names, behind symbolic links; nil where there is nothing.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Looks at an open file; nil for a descriptor that is none.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        size = Int(status.st_size)
        isRegular = status.st_mode & S_IFMT == S_IFREG
        permissions = status.st_mode & 0o7777
        device = status.st_dev
        number = status.st_ino
    }

    static func == (left: FileStatus, right: FileStatus) -> Bool {
        left.device == right.device && left.number == right.number
    }
}
