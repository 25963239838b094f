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
final class DenoDirectory: Sendable {
    private static let prefix = "cloche-deno-"

    /// Deno's databases of compiled code with what SQLite keeps beside them.
    ///
    /// All are there before Deno starts, so that it can write them and make nothing else: no `localStorage`, no `caches`.
    static let databases = ["v8_code_cache_v2", "dep_analysis_cache_v2", "node_analysis_cache_v2"].flatMap {
        [$0, $0 + "-wal", $0 + "-shm"]
    }

    var path: String { folder.path }
    private let folder: LockedFolder

    private init(_ folder: LockedFolder) {
        self.folder = folder
    }

    /// Makes a new folder in `parent`, and removes the leftovers of others there.
    ///
    /// It starts with copies of the files in `template`, if that exists: code that the engine compiled when the runner
    /// was installed. No runner shares its folder with another one, since it could leave code for it there.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`.
    static func make(in parent: String, template: String? = nil) throws(ClocheError) -> DenoDirectory {
        let made: DenoDirectory
        do throws(SystemError) {
            made = DenoDirectory(try LockedFolder.make(in: parent, prefix: prefix))
        } catch {
            throw .spawnFailed("deno", "making a folder in '\(parent)'", error.reason)
        }
        if let template { made.copyFiles(of: template) }
        made.makeDatabases()
        return made
    }

    /// The temporary folder of this user.
    static var usualParent: String {
        let named = PermissionResolver.environmentVariable("TMPDIR").flatMap(PermissionResolver.realPath)
        return named ?? PermissionResolver.realPath("/tmp") ?? "/tmp"
    }

    /// Gives the lock up and leaves the folder, as the end of this process would.
    func abandon() {
        folder.abandon()
    }

    /// Removes the folder with everything in it.
    func remove() {
        folder.remove()
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
}
