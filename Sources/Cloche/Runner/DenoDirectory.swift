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

/// Deno's private folder: one for each runner, in the temporary folder, removed when the runner has ended.
///
/// The folder is locked while it is in use. The lock goes with the process that holds it, however it ends, so a folder
/// that can be locked is a leftover: the next start removes it.
final class DenoDirectory: Sendable {
    private static let prefix = "cloche-deno-"

    /// Deno's databases of compiled code with what SQLite keeps beside them.
    ///
    /// All are there before Deno starts, so that it can write them and make nothing else: no `localStorage`, no `caches`.
    static let databases = ["v8_code_cache_v2", "dep_analysis_cache_v2", "node_analysis_cache_v2"].flatMap {
        [$0, $0 + "-wal", $0 + "-shm"]
    }

    let path: String
    private let lock: Int32

    private init(path: String, lock: Int32) {
        self.path = path
        self.lock = lock
    }

    /// Makes a new folder in `parent`, and removes the leftovers of others there.
    ///
    /// It starts with copies of the files in `template`, if that exists: code that the engine compiled when the runner
    /// was installed. No runner shares its folder with another one, since it could leave code for it there.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`.
    static func make(in parent: String, template: String? = nil) throws(ClocheError) -> DenoDirectory {
        removeLeftovers(in: parent)
        let folder = try makeEmpty(in: parent)
        if let template { folder.copyFiles(of: template) }
        folder.makeDatabases()
        return folder
    }

    private static func makeEmpty(in parent: String) throws(ClocheError) -> DenoDirectory {
        // Another process that starts now may take the folder for a leftover before it is locked.
        for _ in 0..<10 {
            var template = Array("\(parent)/\(prefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                throw .spawnFailed("deno", "making a folder in '\(parent)'", errorText(errno))
            }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let lock = lockFolder(path), exists(path) { return DenoDirectory(path: path, lock: lock) }
        }
        throw .spawnFailed("deno", "making a folder in '\(parent)'", "it is removed again and again")
    }

    /// The temporary folder of this user.
    static var usualParent: String {
        let named = PermissionResolver.environmentVariable("TMPDIR").flatMap(PermissionResolver.realPath)
        return named ?? PermissionResolver.realPath("/tmp") ?? "/tmp"
    }

    /// Gives the lock up and leaves the folder, as the end of this process would.
    func abandon() {
        close(lock)
    }

    /// Removes the folder with everything in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        close(lock)
    }

    /// Copies what can be copied: the files only save time.
    private func copyFiles(of template: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: template)) ?? []
        for name in names where name.hasSuffix("_v2") {
            try? FileManager.default.copyItem(atPath: template + "/" + name, toPath: path + "/" + name)
        }
    }

    /// Makes the databases that are not there yet; SQLite takes an empty file for a new one.
    private func makeDatabases() {
        for name in Self.databases {
            let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
            if descriptor >= 0 { close(descriptor) }
        }
    }

    private static func removeLeftovers(in parent: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for name in names where name.hasPrefix(prefix) {
            let path = parent + "/" + name
            guard let lock = lockFolder(path) else { continue }
            try? FileManager.default.removeItem(atPath: path)
            close(lock)
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

    private static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }
}
