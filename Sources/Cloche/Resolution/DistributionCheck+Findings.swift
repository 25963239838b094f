extension DistributionCheck {
    /// Small files of the lock: a compiled wheel, and an archive of shared libraries.
    private static let samples = ["markupsafe", "libcrc32c"]

    /// Looks at everything that an installation needs: uv, the index, and Pyodide's distribution with two of its files.
    ///
    /// Each file is held against the SHA-256 in the lock.
    package func findings() async -> [PackageFinding] {
        let cache = PackageCache.current(environment: environment, runtime: runtime)
        let staging: StagingFolder
        do throws(ClocheError) {
            staging = try cache.makeStaging()
        } catch {
            return [PackageFinding("cache", isOK: false, error.message)]
        }
        defer { staging.remove() }
        let used = cache.entries().map(\.diskBytes).reduce(0, +)
        let megabytes = (used + 999_999) / 1_000_000
        let first = PackageFinding("cache", isOK: true, "\(cache.folder), \(megabytes) MB")
        let found = await index(cache, staging)
        return [first] + found + [await distribution(staging)]
    }

    /// Whether uv is there, and finds a package in the index.
    private func index(_ cache: PackageCache, _ staging: StagingFolder) async -> [PackageFinding] {
        let resolver = PackageResolver(runtime: runtime, cache: cache, environment: environment)
        let uv: UvRun
        do throws(ClocheError) {
            uv = try await resolver.start(in: try staging.makeFolder("resolving"), mayFetch: true)
        } catch {
            return [PackageFinding("uv", isOK: false, error.message)]
        }
        let finding = PackageFinding("uv", isOK: true, uv.uv.path)
        do throws(ClocheError) {
            let version = try await resolver.newest("six", uv)
            return [finding, PackageFinding("index", isOK: true, "it answers: six \(version)")]
        } catch {
            return [finding, PackageFinding("index", isOK: false, error.message)]
        }
    }

    /// Whether the distribution has the lock of the pinned Pyodide, and the files that it names.
    private func distribution(_ staging: StagingFolder) async -> PackageFinding {
        do throws(ClocheError) {
            guard let place = try PyodideDistribution.current(runtime: runtime, environment: environment) else {
                return PackageFinding("distribution", isOK: false, "pyodide.mjs gives no address for it")
            }
            let lock = PyodideLock(runtime: runtime)
            let entries = Self.samples.compactMap { lock.entries[$0] }
            switch place {
            case .folder(let path):
                let there = lock.entries.values.filter { place.has($0) }
                let text = "\(path) has \(there.count) of the \(lock.entries.count) files of the lock"
                return PackageFinding("distribution", isOK: !there.isEmpty, text)
            case .url(let base):
                try await fetchSamples(entries, place, staging)
                let files = entries.map(\.file).joined(separator: ", ")
                return PackageFinding("distribution", isOK: true, "\(base) has the lock's files: \(files)")
            }
        } catch {
            return PackageFinding("distribution", isOK: false, error.message)
        }
    }
}
