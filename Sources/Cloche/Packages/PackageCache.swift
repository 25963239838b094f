internal import Crypto

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The packages of this user: each checked and unpacked once, found by its archive's SHA-256, shared by all sessions.
///
/// A package is a folder with the archive, its `pack`, its `index.json` and our `summary.json`. It gets its name
/// when it is whole, and is never changed then.
package struct PackageCache: Sendable {
    /// The folder, an absolute path; it is made with the first installation.
    package let folder: String

    /// The runtime that checks and packs; nil to look for it when it is needed.
    let runtime: Runtime?

    let environment: [String: String]

    /// Makes the cache of a user.
    ///
    /// Without a home it is a folder that cannot be made.
    package static func current(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        runtime: Runtime? = nil
    ) -> PackageCache {
        let folder = PackageFolders(environment: environment)?.packages ?? "/dev/null/packages"
        return PackageCache(folder: folder, runtime: runtime, environment: environment)
    }

    /// Everything that is there, sorted by name, then by when it was used, latest first.
    package func entries() -> [CachedPackage] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter(\.isSHA256).compactMap(entry).sorted { left, right in
            let order = (left.locked.name, -left.lastUse, left.locked.sha256)
            return order < (right.locked.name, -right.lastUse, right.locked.sha256)
        }
    }

    /// Whether a package is there.
    package func contains(_ sha256: String) -> Bool {
        sha256.isSHA256 && access(place(of: sha256) + "/" + Self.summaryName, R_OK) == 0
    }

    /// Whether the archive of a package that was just seen is there, as long as it was.
    func hasArchive(_ package: CachedPackage) -> Bool {
        size(of: place(of: package.locked.sha256) + "/" + package.locked.file) == package.summary.archiveBytes
    }

    /// Whether a package is there, and its files are as long as they were.
    package func isWhole(_ sha256: String) -> Bool {
        guard let stored = try? storedSummary(of: sha256) else { return false }
        let place = place(of: sha256) + "/"
        return size(of: place + stored.locked.file) == stored.summary.archiveBytes
            && size(of: place + Self.packName) == stored.summary.packBytes && (try? index(of: sha256)) != nil
    }

    /// The index of a package, as it was when the package was packed.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing` where the package is not there, or was changed: then it
    ///   is taken out, for the next installation to get it anew.
    package func index(of sha256: String) throws(ClocheError) -> PackageIndex {
        let stored = try storedSummary(of: sha256)
        let bytes = try read(Self.indexName, of: sha256, maximumBytes: PackageIndex.maximumBytes)
        guard SHA256.hash(data: bytes).hex == stored.indexSHA256 else {
            throw discard(sha256, "has an index that was changed")
        }
        return PackageIndex(summary: stored.summary, bytes: bytes)
    }

    /// Shows a package's pack in a site folder, and notes that it is used.
    ///
    /// A hard link, or a copy where the file system has none. The runner holds each file of it against its SHA-256 when
    /// it is read first.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing`, as ``index(of:)`` does, or `installFailed`.
    package func link(_ sha256: String, into site: SiteFolder) throws(ClocheError) {
        let stored = try storedSummary(of: sha256)
        let pack = place(of: sha256) + "/" + Self.packName
        var status = stat()
        let isThere = lstat(pack, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        guard isThere, Int(status.st_size) == stored.summary.packBytes else {
            throw discard(sha256, "has a pack that was changed")
        }
        let target = site.pack(sha256)
        if systemLink(pack, target) != 0, errno != EEXIST {
            do throws(SystemError) {
                try FileCopy.copy(pack, to: target)
            } catch {
                throw .install(.installFailed, "'\(stored.locked.name)'", "'\(target)' cannot be made: \(error.reason)")
            }
        }
        noteUse(of: sha256)
    }

    /// The path of a package's archive, whose SHA-256 was just computed.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing`, as ``index(of:)`` does.
    package func archive(of sha256: String) throws(ClocheError) -> String {
        let stored = try storedSummary(of: sha256)
        let path = place(of: sha256) + "/" + stored.locked.file
        let digest = try? FileDigest.sha256(of: path)
        guard digest == sha256 else { throw discard(sha256, "has an archive that was changed") }
        noteUse(of: sha256)
        return path
    }

    /// Makes a folder in which an installation works.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed`.
    package func makeStaging() throws(ClocheError) -> StagingFolder {
        do throws(SystemError) {
            return try StagingFolder(in: try PackageFolders.make(folder))
        } catch {
            throw .packageCache("use", "the folder '\(folder)' cannot be used: \(error.reason)")
        }
    }
}

private func systemLink(_ old: String, _ new: String) -> CInt { link(old, new) }
