#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The packages of this user's cache, to which it adds what the index and Pyodide's distribution have.
struct CachedPackageSupply: PackageSupply {
    /// The runtime to use; nil to look for it when it is needed.
    var runtime: Runtime?

    /// How large the cache may be, in bytes.
    var cacheBytes: Int

    /// Where the cache is, and how pip is to work.
    var environment = ProcessInfo.processInfo.environment

    private var cache: PackageCache { .current(environment: environment, runtime: runtime) }

    func makeSite() throws(ClocheError) -> SiteFolder { try .make(environment: environment) }

    func supply(
        _ request: InstallRequest,
        installed: [LockedPackage],
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> SuppliedPackages {
        let staging = try cache.makeStaging()
        defer { staging.remove() }
        let resolver = PackageResolver(runtime: try located(), cache: cache, environment: environment)
        let found = try await resolver.resolve(request, installed: installed, staging: staging, progress: progress)
        try await bring(found, isOffline: request.isOffline, staging, progress)
        return SuppliedPackages(new: found, requested: try Self.requested(request))
    }

    private static func requested(_ request: InstallRequest) throws(ClocheError) -> Set<String> {
        if let lock = request.lock { return Set(lock.packages.filter(\.isRequested).map(\.name)) }
        return try RequestedPackages(request, workingDirectory: PermissionResolver.realPath(".") ?? "/").names
    }

    /// Downloads what the cache lacks, and adds it; the cache is as it was where that fails.
    ///
    /// What is there is read once: a pack that was changed is made anew, of its archive where that is sound.
    private func bring(
        _ packages: [LockedPackage],
        files known: [(package: LockedPackage, path: String)] = [],
        isOffline: Bool,
        _ staging: StagingFolder,
        _ progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) {
        var (files, missing) = try await lacking(packages, staging)
        files += known
        if !missing.isEmpty {
            if isOffline, let lost = missing.first(where: { !$0.isLocal }) {
                let reason = "it is not in the cache, and nothing else is asked"
                throw .install(.packageNotFound, "'\(lost.name)'", reason)
            }
            let download = PackageDownload(environment: environment, runtime: runtime)
            let paths = try await download.download(missing, staging: staging, progress: progress)
            for package in missing {
                guard let path = paths[package.sha256] else {
                    throw .install(.installFailed, "'\(package.name)'", "its file '\(package.file)' did not come")
                }
                files.append((package, path))
            }
        }
        guard !Task.isCancelled else { throw .install(.installCancelled, "the packages", "it was ended") }
        guard !files.isEmpty else { return }
        try await cache.add(files, staging: staging, progress: progress)
    }

    /// The packages that the cache lacks: those of which it has the archive, with its path, and the others.
    private func lacking(
        _ packages: [LockedPackage],
        _ staging: StagingFolder
    ) async throws(ClocheError) -> (files: [(package: LockedPackage, path: String)], missing: [LockedPackage]) {
        try await withBlockingCall { () throws(ClocheError) in
            var (files, missing): ([(package: LockedPackage, path: String)], [LockedPackage]) = ([], [])
            for package in packages where !cache.isSound(package.sha256) {
                if let path = try cache.salvage(package, into: staging) {
                    files.append((package, path))
                } else {
                    missing.append(package)
                }
            }
            return (files, missing)
        }
    }

    func obtain(
        _ packages: [LockedPackage],
        carried: [PackageArchive],
        isOffline: Bool,
        isThorough: Bool,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) {
        let missing = try await withBlockingCall { () throws(ClocheError) in
            // A memory that has loaded compiled code cannot be restored without it.
            packages.filter { !(isThorough || $0.isCompiled ? cache.isSound($0.sha256) : cache.isWhole($0.sha256)) }
        }
        guard !missing.isEmpty else { return }
        let staging = try cache.makeStaging()
        defer { staging.remove() }
        let archives = Dictionary(carried.map { ($0.sha256, $0) }) { first, _ in first }
        var files: [(package: LockedPackage, path: String)] = []
        for (number, package) in missing.enumerated() {
            guard let archive = archives[package.sha256] else { continue }
            cache.remove(package.sha256)
            files.append(try await Self.unpack(archive, of: package, to: try staging.makeFolder("carried-\(number)")))
        }
        let (salvaged, rest) = try await lacking(missing.filter { archives[$0.sha256] == nil }, staging)
        let found = try await find(rest, among: packages, isOffline, staging, progress)
        try await bring(found, files: files + salvaged, isOffline: isOffline, staging, progress)
    }

    /// Writes a carried archive into a folder.
    ///
    /// That it was carried is its source for the cache: the file that carries it says where it is from, but need not be
    /// right, and what came so is not what a name stands for in another session.
    private static func unpack(
        _ archive: PackageArchive,
        of package: LockedPackage,
        to folder: String
    ) async throws(ClocheError) -> (package: LockedPackage, path: String) {
        let path = "\(folder)/\(package.file)"
        try await withBlockingCall { () throws(ClocheError) in
            try AtomicFile.write(to: path) { draft throws(ClocheError) in
                try archive.copy { piece, offset throws(ClocheError) in try draft.write(piece, at: offset) }
            }
        }
        var package = package
        package.source = .file(path)
        return (package, path)
    }

    /// Finds where exactly these of the packages are to be had: never where a session file says.
    ///
    /// Libraries have no names that one could ask for: they come with what needs them.
    private func find(
        _ packages: [LockedPackage],
        among all: [LockedPackage],
        _ isOffline: Bool,
        _ staging: StagingFolder,
        _ progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> [LockedPackage] {
        guard !packages.isEmpty else { return [] }
        guard !isOffline else { throw .packagesMissing(packages, "they are not in the cache, and no network is used") }
        let asked = (packages.contains(where: \.isLibrary) ? all : packages).filter { !$0.isLibrary }
        let request = InstallRequest(requirements: asked.map { "\($0.name)==\($0.version)" })
        let resolver = PackageResolver(runtime: try located(), cache: cache, environment: environment)
        let resolved: [LockedPackage]
        do throws(ClocheError) {
            resolved = try await resolver.resolve(request, installed: [], staging: staging, progress: progress)
        } catch {
            guard error.code != .installCancelled else { throw error }
            throw .packagesMissing(packages, error.message)
        }
        let found = Dictionary(resolved.map { ($0.sha256, $0) }) { first, _ in first }
        let lost = packages.filter { found[$0.sha256] == nil }
        guard lost.isEmpty else {
            let isLocal = lost.contains(where: \.isLocal)
            let advice = isLocal ? "; a session that is saved with its packages carries them" : ""
            throw .packagesMissing(lost, "the index has other files by these names\(advice)")
        }
        return packages.compactMap { found[$0.sha256] }
    }

    func describe(
        _ packages: [LockedPackage],
        known: SessionPackages
    ) throws(ClocheError) -> SessionPackages {
        var entries: [SessionPackages.Entry] = []
        for package in packages {
            var index = known.index(of: package.sha256)
            if index == nil { index = try cache.index(of: package.sha256) }
            if let index { entries.append(SessionPackages.Entry(locked: package, index: index)) }
        }
        return SessionPackages(entries, libraries: libraries(of: packages))
    }

    /// The installed libraries that each package is built against, as the lock of Pyodide says.
    private func libraries(of packages: [LockedPackage]) -> [String: Set<String>] {
        guard packages.contains(where: \.isLibrary), let runtime = try? located() else { return [:] }
        let lock = PyodideLock(runtime: runtime)
        return Dictionary(
            packages.map { ($0.sha256, Set(lock.entry(sha256: $0.sha256)?.depends ?? [])) },
            uniquingKeysWith: { first, _ in first }
        ).mapValues { $0.intersection(packages.filter(\.isLibrary).map(\.name)) }
    }

    func tidy() {
        // Where another program installs meanwhile, that one does it.
        _ = try? cache.prune(to: cacheBytes)
    }

    func link(_ sha256: String, into site: SiteFolder) throws(ClocheError) { try cache.link(sha256, into: site) }

    func archive(of sha256: String) throws(ClocheError) -> PackageArchive {
        try PackageArchive(sha256: sha256, path: try cache.archive(of: sha256))
    }

    private func located() throws(ClocheError) -> Runtime {
        if let runtime { return runtime }
        return try .locate()
    }
}

extension ClocheError {
    /// Packages that are not here and could not be got.
    static func packagesMissing(_ packages: [LockedPackage], _ reason: String) -> ClocheError {
        let names = packages.prefix(5).map { "\($0.name) \($0.version)" }.joined(separator: ", ")
        let more = packages.count > 5 ? " and \(packages.count - 5) more" : ""
        return ClocheError(code: .packagesMissing, message: "Cannot get the packages \(names)\(more): \(reason)")
    }
}
