/// Finds the packages that a session needs for what is asked for: in the cache, at Pyodide's distribution, in the index.
///
/// It asks uv, which knows the platform's markers and tags without running on it, and runs no code of any package.
package struct PackageResolver: Sendable {
    let runtime: Runtime
    let cache: PackageCache
    let environment: [String: String]

    /// Makes a resolver; the environment is where `CLOCHE_UV`, `CLOCHE_PYODIDE_PACKAGES` and pip's settings may be.
    package init(runtime: Runtime, cache: PackageCache, environment: [String: String]) {
        self.runtime = runtime
        self.cache = cache
        self.environment = environment
    }

    /// The packages that are there beyond the installed ones when the request is fulfilled.
    ///
    /// One with the name of an installed one takes its place; that happens with an upgrade only.
    ///
    /// - Throws: ``ClocheError`` with the code `packageNotFound`, `packageConflict`, `packageInvalid`, `installFailed` or
    ///   `installCancelled`.
    package func resolve(
        _ request: InstallRequest,
        installed: [LockedPackage],
        staging: StagingFolder,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> [LockedPackage] {
        progress(.resolving)
        let found: [LockedPackage]
        if let lock = request.lock {
            found = try Self.packages(of: lock, installed: installed, isUpgrade: request.isUpgrade)
        } else {
            let folder = try staging.makeFolder("resolving")
            let requested = try RequestedPackages(request, workingDirectory: PermissionResolver.realPath(".") ?? "/")
            guard !requested.isEmpty else { return [] }
            let run = try await start(in: folder, mayFetch: !request.isOffline)
            let attempt = ResolutionAttempt(
                resolver: self,
                run: run,
                staging: staging,
                request: request,
                requested: requested,
                installed: installed,
                lock: PyodideLock(runtime: runtime),
                cached: CachedWheels(cache, installed: installed)
            )
            found = try await attempt.packages(progress: progress)
            try requested.hashes.check(found)
        }
        progress(.resolved(found))
        return found
    }

    /// The folder in which uv keeps what it read, and the program that stands for our Python.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` or `installCancelled`.
    func start(in folder: String, mayFetch: Bool) async throws(ClocheError) -> UvRun {
        let uv = try await UvProgram.locate(
            RuntimeLocator(environment: environment),
            environment: environment,
            mayFetch: mayFetch,
            folder: folder
        )
        do throws(SystemError) {
            _ = try PackageFolders.make(uvFolder)
        } catch {
            throw .install(.installFailed, "packages", "the folder '\(uvFolder)' cannot be used: \(error.reason)")
        }
        return UvRun(uv: uv, shim: try InterpreterShim.install(in: uvFolder), folder: folder)
    }

    /// An absolute path.
    var uvFolder: String { cache.folder + "/uv" }

    /// Exactly the packages of a lock that are not installed yet.
    private static func packages(
        of lock: PackageLock,
        installed: [LockedPackage],
        isUpgrade: Bool
    ) throws(ClocheError) -> [LockedPackage] {
        let there = Dictionary(installed.map { ($0.name, $0) }) { first, _ in first }
        for package in lock.packages {
            guard let old = there[package.name], old.sha256 != package.sha256, !isUpgrade else { continue }
            throw .isInstalled(old, inPlaceOf: package)
        }
        return lock.packages.filter { there[$0.name]?.sha256 != $0.sha256 }
    }
}

extension ClocheError {
    /// A package that cannot be installed beside another one of its name.
    static func isInstalled(
        _ old: LockedPackage,
        inPlaceOf package: LockedPackage,
        _ advice: String = ""
    ) -> ClocheError {
        let files = old.version == package.version ? ", another file of the same version" : ""
        let reason = "\(old.name) \(old.version) is installed\(files); uninstall it first\(advice)"
        return .install(.packageConflict, "'\(package.name)' \(package.version)", reason)
    }
}
