/// One request's way through the sources: the cache alone, then everything.
struct ResolutionAttempt: Sendable {
    let resolver: PackageResolver
    let run: UvRun
    let staging: StagingFolder
    let request: InstallRequest
    let requested: RequestedPackages
    let installed: [LockedPackage]
    let lock: PyodideLock
    let cached: CachedWheels

    /// How often what the lock of Pyodide adds is resolved anew.
    private static let rounds = 5

    /// The packages that the session lacks.
    ///
    /// - Throws: ``ClocheError`` as ``PackageResolver/resolve(_:installed:staging:progress:)`` does.
    func packages(progress: @escaping @Sendable (InstallEvent) -> Void) async throws(ClocheError) -> [LockedPackage] {
        let wheels = try WheelIndex.make(cached.links, in: run.folder + "/cached")
        if !request.isUpgrade || request.isOffline {
            // Without --offline, the URLs of wheels and links would be followed.
            let flags = ["--offline", "--default-index", wheels]
            let local = ResolutionSources(flags: flags, cache: run.folder + "/uv")
            switch try await packages(from: local) {
            case .success(let found): return found
            case .failure(let failure):
                let isFinal = request.isOffline || UvReport(failure.text).isFinal
                guard !isFinal else { throw explanation.offline(failure) }
            }
        }
        let everywhere = try await sources(wheels: wheels, progress: progress)
        switch try await packages(from: everywhere) {
        case .success(let found): return found
        case .failure(let failure):
            throw try await explanation.everywhere(failure, silent: everywhere.silent) {
                line,
                isLowest throws(ClocheError) in
                try await nearest(line, isLowest: isLowest, from: everywhere)
            }
        }
    }

    private var explanation: ResolutionExplanation {
        ResolutionExplanation(requested: requested, installed: installed, lock: lock, cached: cached.names)
    }

    private func sources(
        wheels: String,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> ResolutionSources {
        var sources = try await resolver.index(in: run.folder)
        var indexes = [wheels]
        if let address = try await distribution(for: &sources, progress: progress) { indexes.append(address) }
        // uv's --no-index would hide these, too: so one of them becomes the only index that there has to be.
        let isAlone = sources.flags.contains("--no-index")
        let flags = indexes.enumerated().flatMap { [isAlone && $0 == 0 ? "--default-index" : "--index", $1] }
        sources.flags = flags + sources.flags.filter { $0 != "--no-index" } + ["--index-strategy", "unsafe-best-match"]
        return sources
    }

    /// Makes an index of Pyodide's distribution, and gives its URL; nil where it does not answer.
    private func distribution(
        for sources: inout ResolutionSources,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> String? {
        let known = try PyodideDistribution.current(runtime: resolver.runtime, environment: resolver.environment)
        guard let known else { return nil }
        let check = DistributionCheck(runtime: resolver.runtime, environment: resolver.environment)
        guard try await check.answers(known, in: staging) else {
            sources.silent = known
            let note = "Pyodide's distribution at \(known.name) does not answer; its packages are left out"
            progress(.note(note))
            return nil
        }
        sources.distribution = known
        return try WheelIndex.make(known.links(of: lock), in: run.folder + "/simple")
    }

    /// Resolves, then again with what the lock of Pyodide says that its packages need, until nothing is missing.
    private func packages(from sources: ResolutionSources) async throws(ClocheError) -> Result<
        [LockedPackage], UvRun.Failure
    > {
        var all = requested
        if sources.isLocal { all.options.removeAll(where: RequestedPackages.saysWhere) }
        // With an upgrade no version is fixed, so that what is installed has to be looked at anew, too.
        if request.isUpgrade { all.lines += installed.filter { !$0.isLibrary }.map(\.name) }
        for _ in 0..<Self.rounds {
            let pylock: Pylock
            switch try await compile(all, from: sources) {
            case .success(let found): pylock = found
            case .failure(let failure): return .failure(failure)
            }
            let found = try pylock.packages.map { package throws(ClocheError) in
                try locked(package, sources.distribution)
            }
            let needs = lock.needs(of: (found + installed).map(\.sha256))
            let names = Set((found + installed).map(\.name))
            let missing = needs.packages.subtracting(names)
            guard missing.isEmpty else {
                all.lines += missing.sorted()
                continue
            }
            let libraries = needs.libraries.map { library($0, sources.distribution) }
            if sources.isLocal, let absent = libraries.first(where: { !resolver.cache.contains($0.sha256) }) {
                return .failure(UvRun.Failure(text: "error: the library \(absent.name) is not in the cache"))
            }
            return .success(try new(found + libraries))
        }
        return .failure(UvRun.Failure(text: "error: the lock of Pyodide names more and more packages"))
    }

    private func compile(
        _ all: RequestedPackages,
        from sources: ResolutionSources
    ) async throws(ClocheError) -> Result<Pylock, UvRun.Failure> {
        let fixed = installed.filter { !$0.isLibrary }.map { (name: $0.name, version: $0.version) }
        let offered = sources.distribution.map { _ in lock.versions } ?? []
        let preferred = fixed + cached.versions + offered
        return try await run.compile(
            all,
            constraints: request.isUpgrade ? [] : fixed.map { "\($0.name)==\($0.version)" },
            preferences: preferred.filter { !request.isUpgrade || !requested.names.contains($0.name) }.uniqueByName,
            flags: sources.flags,
            cache: sources.cache,
            environment: sources.environment
        )
    }

    /// What the session lacks: an installed package counts as there in another file of its version, too, unless the
    /// request names the file.
    private func new(_ found: [LockedPackage]) throws(ClocheError) -> [LockedPackage] {
        let there = Dictionary(installed.map { ($0.name, $0) }) { first, _ in first }
        var new: [LockedPackage] = []
        for package in found.sorted(by: { $0.name < $1.name }) {
            if let old = there[package.name], old.version == package.version {
                guard requested.placed.contains(package.name), old.sha256 != package.sha256 else { continue }
                guard request.isUpgrade else { throw .isInstalled(old, inPlaceOf: package, ", or install with -U") }
            }
            new.append(package)
        }
        return new
    }

    /// The highest or the lowest version that uv finds for a requirement alone; nil where it finds none.
    private func nearest(
        _ requirement: String,
        isLowest: Bool,
        from sources: ResolutionSources
    ) async throws(ClocheError) -> String? {
        var alone = RequestedPackages()
        alone.lines = [requirement]
        let found = try await run.compile(
            alone,
            flags: sources.flags + ["--no-deps", "--resolution", isLowest ? "lowest" : "highest"],
            cache: sources.cache,
            environment: sources.environment
        )
        guard case .success(let pylock) = found else { return nil }
        return pylock.packages.first?.version
    }

    private func library(_ entry: PyodideLock.Entry, _ distribution: PyodideDistribution?) -> LockedPackage {
        cached.package(sha256: entry.sha256)
            ?? LockedPackage(
                name: entry.name,
                version: entry.version,
                file: entry.file,
                sha256: entry.sha256,
                source: .distribution(distribution?.place(of: entry.file) ?? entry.file),
                isLibrary: true
            )
    }

    private func locked(
        _ package: Pylock.Package,
        _ distribution: PyodideDistribution?
    ) throws(ClocheError) -> LockedPackage {
        guard let file = package.files.first(where: { $0.name.hasSuffix(".whl") }) else {
            throw .install(.packageNotFound, "'\(package.name)'", "there is no wheel of its version \(package.version)")
        }
        let isRequested = requested.names.contains(package.name)
        if var known = cached.package(sha256: file.sha256) {
            known.isRequested = isRequested
            return known
        }
        let place = lock.entry(sha256: file.sha256).flatMap { distribution?.place(of: $0.file) }
        let isDistributions = place != nil && (place == file.url || place == file.localPath)
        return LockedPackage(
            name: package.name,
            version: package.version,
            file: file.name,
            sha256: file.sha256,
            source: isDistributions ? .distribution(place ?? "") : source(of: file),
            bytes: file.bytes,
            isRequested: isRequested
        )
    }

    private func source(of file: Pylock.File) -> PackageSource {
        file.localPath.map { .file(HostPath.normalized($0, in: run.folder)) } ?? .index(file.url ?? "")
    }
}

extension Pylock.File {
    /// The path, where the file is one of this machine.
    fileprivate var localPath: String? {
        if let path { return path }
        guard let url, url.hasPrefix("file://") else { return nil }
        return String(url.dropFirst("file://".count).prefix { $0 != "#" }).percentDecoded
    }
}

extension [(name: String, version: String)] {
    /// The first of each name.
    fileprivate var uniqueByName: [(name: String, version: String)] {
        var names: Set<String> = []
        return filter { names.insert($0.name).inserted }
    }
}
