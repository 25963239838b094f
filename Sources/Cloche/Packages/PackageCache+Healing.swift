#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension PackageCache {
    /// Whether a package is there and its pack is what was packed, byte for byte.
    ///
    /// Reads the pack: for installations, not for each start of a session.
    func isSound(_ sha256: String) -> Bool {
        guard contains(sha256), let index = try? index(of: sha256) else { return false }
        return index.describes(pack: place(of: sha256) + "/" + Self.packName)
    }

    /// Takes a package that was changed out of the cache; sessions keep the pack that they show.
    ///
    /// - Returns: The path of its archive in the staging folder, to be packed anew; nil where that was changed, too.
    func salvage(_ package: LockedPackage, into staging: StagingFolder) throws(ClocheError) -> String? {
        guard package.sha256.isSHA256, package.file.isPackageFile else { return nil }
        defer { remove(package.sha256) }
        let archive = place(of: package.sha256) + "/" + package.file
        guard (try? FileDigest.sha256(of: archive)) == package.sha256 else { return nil }
        let saved = try staging.makeFolder("salvaged-\(package.sha256)") + "/" + package.file
        return rename(archive, saved) == 0 ? saved : nil
    }
}
