internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The packs of one session: the only folder of packages that its runners may read, and none may write.
///
/// It is there before the session's first runner starts, and is removed at the session's end. What a process leaves that
/// is killed, the next session removes.
package final class SiteFolder: Sendable {
    static let prefix = "site-"
    static let suffix = ".pack"

    /// An absolute path without links.
    package var path: String { folder.path }

    private let folder: LockedFolder
    private let isThere = Mutex(true)

    private init(_ folder: LockedFolder) {
        self.folder = folder
    }

    deinit { remove() }

    /// Makes the folder of a session.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` where it cannot be made: then a session has no packages.
    package static func make(environment: [String: String]) throws(ClocheError) -> SiteFolder {
        guard let folders = PackageFolders(environment: environment) else {
            throw .packageCache("use", "there is no folder for it; set HOME or XDG_CACHE_HOME")
        }
        do throws(SystemError) {
            return SiteFolder(try LockedFolder.make(in: try PackageFolders.make(folders.sites), prefix: prefix))
        } catch {
            throw .packageCache("use", "the folder '\(folders.sites)' cannot be used: \(error.reason)")
        }
    }

    /// The path of a package's pack, whether it is there or not.
    package func pack(_ sha256: String) -> String { "\(path)/\(sha256)\(Self.suffix)" }

    /// Takes a package's pack out of the folder; what the runner has open stays open.
    package func unlink(_ sha256: String) {
        guard sha256.isSHA256 else { return }
        _ = systemUnlink(pack(sha256))
    }

    /// Removes the folder with everything in it.
    package func remove() {
        let wasThere = isThere.withLock { isThere in
            defer { isThere = false }
            return isThere
        }
        if wasThere { folder.remove() }
    }
}

private func systemUnlink(_ path: String) -> CInt { unlink(path) }
