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

extension PackageCache {
    static let packName = "pack"
    static let indexName = "index.json"
    static let summaryName = "summary.json"
    static let lockName = ".lock"

    /// What we write beside a pack: what a list of packages needs, so that no index has to be read for it.
    struct StoredSummary: Codable, Equatable {
        var locked: LockedPackage
        var summary: PackageSummary
        /// Of `index.json`, in 64 hex digits.
        var indexSHA256: String
    }

    /// The most bytes that a summary may have.
    static let maximumSummaryBytes = 4 << 20

    func place(of sha256: String) -> String { "\(folder)/\(sha256)" }

    func entry(_ sha256: String) -> CachedPackage? {
        guard let stored = try? storedSummary(of: sha256) else { return nil }
        var status = stat()
        guard lstat(place(of: sha256), &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        let lastUse = Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
        let names = [stored.locked.file, Self.packName, Self.indexName, Self.summaryName]
        let diskBytes = names.map { size(of: place(of: sha256) + "/" + $0) }.reduce(0, +)
        return CachedPackage(locked: stored.locked, summary: stored.summary, diskBytes: diskBytes, lastUse: lastUse)
    }

    /// Our summary of a package.
    ///
    /// - Throws: ``ClocheError`` with the code `packagesMissing`.
    func storedSummary(of sha256: String) throws(ClocheError) -> StoredSummary {
        guard contains(sha256) else { throw .notCached(sha256, "is not there") }
        let bytes = try read(Self.summaryName, of: sha256, maximumBytes: Self.maximumSummaryBytes)
        guard ManifestBounds.holds(bytes),
            let stored = try? JSONDecoder().decode(StoredSummary.self, from: Data(bytes)),
            stored.isPlausible, stored.locked.sha256 == sha256, stored.summary.sha256 == sha256
        else { throw discard(sha256, "has a malformed summary") }
        return stored
    }

    func read(_ name: String, of sha256: String, maximumBytes: Int) throws(ClocheError) -> [UInt8] {
        do throws(ClocheError) {
            let file = try BoundedFile(place(of: sha256) + "/" + name, maximumBytes: maximumBytes)
            return try file.read(0..<file.size)
        } catch {
            throw .notCached(sha256, "cannot be read: \(error.message)")
        }
    }

    /// Takes a package that was changed out of the cache; gives the error that says so.
    func discard(_ sha256: String, _ reason: String) -> ClocheError {
        remove(sha256)
        return .notCached(sha256, reason)
    }

    /// Removes a package, under another name first, so that no half of one has its name.
    func remove(_ sha256: String) {
        let removed = "\(folder)/\(StagingFolder.prefix)\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        guard systemRename(place(of: sha256), removed) == 0 else { return }
        try? FileManager.default.removeItem(atPath: removed)
    }

    /// Notes the time of a use in the folder of a package, whose own time nothing else changes.
    func noteUse(of sha256: String) {
        _ = utimensat(AT_FDCWD, place(of: sha256), nil, AT_SYMLINK_NOFOLLOW)
    }

    /// Opens the lock of a cache: shared by installations, held alone by what takes packages out.
    static func openLock(in folder: String) throws(SystemError) -> CInt {
        try PrivateFile.open("\(folder)/\(lockName)", O_RDWR | O_CREAT)
    }

    func size(of path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}

extension PackageCache.StoredSummary {
    fileprivate var isPlausible: Bool {
        summary.isPlausible && indexSHA256.isSHA256 && locked.name.isPackageName && locked.version.isPackageVersion
            && locked.file.isPackageFile
    }
}

extension ClocheError {
    static func notCached(_ sha256: String, _ reason: String) -> ClocheError {
        let message = "Cannot take a package from the cache: that with the SHA-256 \(sha256.prefix(12))… \(reason)"
        return ClocheError(code: .packagesMissing, message: message)
    }
}

private func systemRename(_ old: String, _ new: String) -> CInt { rename(old, new) }
