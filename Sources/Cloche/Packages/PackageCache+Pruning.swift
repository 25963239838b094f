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
    /// How much packages may take up together at first, in bytes.
    package static let usualBytes = 4 << 30

    /// Takes out the packages that were used longest ago, until the rest takes up at most so many bytes.
    ///
    /// Sessions that have them keep them. Does it after the staging folder of an installation is removed.
    ///
    /// - Returns: What was taken out.
    /// - Throws: ``ClocheError`` with the code `installFailed`, also while another program installs.
    @discardableResult
    package func prune(to bytes: Int) throws(ClocheError) -> [CachedPackage] {
        guard access(folder, F_OK) == 0 else { return [] }
        let lock = try lockAlone()
        defer { PrivateFile.release(lock) }
        let packages = entries().sorted { ($0.lastUse, $0.locked.sha256) < ($1.lastUse, $1.locked.sha256) }
        var rest = packages.map(\.diskBytes).reduce(0, +)
        var removed: [CachedPackage] = []
        for package in packages where rest > bytes {
            remove(package.locked.sha256)
            rest -= package.diskBytes
            removed.append(package)
        }
        return removed
    }

    /// Takes out everything: all packages, what the resolver keeps, and what interrupted installations left.
    ///
    /// - Returns: What was taken out.
    /// - Throws: ``ClocheError`` with the code `installFailed`, also while another program installs.
    @discardableResult
    package func clear() throws(ClocheError) -> [CachedPackage] {
        guard access(folder, F_OK) == 0 else { return [] }
        let lock = try lockAlone()
        defer { PrivateFile.release(lock) }
        let packages = entries()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name != Self.lockName {
            try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
        return packages
    }

    private func lockAlone() throws(ClocheError) -> CInt {
        do throws(SystemError) {
            let lock = try Self.openLock(in: folder)
            guard PrivateFile.lock(lock, LOCK_EX, attempts: 100) else {
                close(lock)
                throw SystemError(number: EWOULDBLOCK)
            }
            return lock
        } catch {
            let isHeld = error.number == EWOULDBLOCK
            throw .packageCache("prune", isHeld ? "packages are being installed; try again later" : error.reason)
        }
    }
}
