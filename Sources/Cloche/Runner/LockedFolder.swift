#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A private folder with a random name, which is removed when its owner has ended, however that came.
///
/// The folder is locked while it is in use. The lock goes with the process that holds it, so a folder that can be
/// locked is a leftover: the next one that is made beside it removes it.
final class LockedFolder: Sendable {
    let path: String
    private let lock: Int32

    private init(path: String, lock: Int32) {
        self.path = path
        self.lock = lock
    }

    /// Makes a new folder in `parent`, whose name begins with `prefix`, and removes the leftovers of others there.
    ///
    /// - Throws: What was in the way.
    static func make(in parent: String, prefix: String) throws(SystemError) -> LockedFolder {
        removeLeftovers(in: parent, prefix: prefix)
        // Another process that starts now may take the folder for a leftover before it is locked.
        for _ in 0..<10 {
            var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { throw .last }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let lock = lockFolder(path), access(path, F_OK) == 0 { return LockedFolder(path: path, lock: lock) }
        }
        throw SystemError(number: EAGAIN)
    }

    /// The folders in `parent` whose name begins with `prefix`, in use or not.
    static func all(in parent: String, prefix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return names.filter { $0.hasPrefix(prefix) }.map { "\(parent)/\($0)" }.sorted()
    }

    /// Gives the lock up and leaves the folder, as the end of this process would.
    func abandon() {
        PrivateFile.release(lock)
    }

    /// Removes the folder with everything in it; call it once.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        PrivateFile.release(lock)
    }

    private static func removeLeftovers(in parent: String, prefix: String) {
        for path in all(in: parent, prefix: prefix) {
            guard let lock = lockFolder(path) else { continue }
            try? FileManager.default.removeItem(atPath: path)
            PrivateFile.release(lock)
        }
    }

    /// Locks a folder of this user; `nil` when somebody holds it, or when it is something else.
    private static func lockFolder(_ path: String) -> Int32? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
            return descriptor
        }
        close(descriptor)
        return nil
    }
}
