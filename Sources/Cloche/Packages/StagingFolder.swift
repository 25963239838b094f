internal import Synchronization
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where one installation works: a folder beside the cache, removed at its end.
///
/// As long as it is there, nothing is taken out of the cache.
package final class StagingFolder: Sendable {
    static let prefix = ".staging-"

    /// An absolute path without links.
    package var path: String { folder.path }

    private let folder: LockedFolder
    /// The lock of the cache, shared with other installations; nil when it is given up.
    private let cacheLock: Mutex<CInt?>

    /// Makes a folder in that of the cache.
    ///
    /// - Throws: What was in the way.
    init(in parent: String) throws(SystemError) {
        let lock = try PackageCache.openLock(in: parent)
        let made: LockedFolder = try PrivateFile.closing(lock) { () throws(SystemError) in
            while flock(lock, LOCK_SH) != 0 { guard errno == EINTR else { throw .last } }
            return try LockedFolder.make(in: parent, prefix: Self.prefix)
        }
        folder = made
        cacheLock = Mutex(lock)
    }

    deinit { remove() }

    /// Makes a folder in this one, if it is not there yet, and gives its path.
    package func makeFolder(_ name: String) throws(ClocheError) -> String {
        let made = "\(path)/\(name)"
        guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
            throw .packageCache("use", "the folder '\(made)' cannot be made: \(SystemError.last.reason)")
        }
        return made
    }

    /// Removes the folder with everything in it.
    package func remove() {
        let lock = cacheLock.withLock { $0.take() }
        guard let lock else { return }
        folder.remove()
        PrivateFile.release(lock)
    }
}
