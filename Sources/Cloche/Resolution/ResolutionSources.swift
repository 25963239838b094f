/// Where uv looks.
struct ResolutionSources: Sendable {
    /// Flags of uv.
    var flags: [String]
    /// The folder in which uv keeps what it read.
    var cache: String
    var environment: [String: String] = [:]
    /// True where libraries have to be in the cache.
    var isLocal = true
    /// Where the files of Pyodide's lock are; nil where they are not asked for, or it does not answer.
    var distribution: PyodideDistribution?
    /// The distribution that does not answer.
    var silent: PyodideDistribution?
}

extension PackageResolver {
    /// The index that the user's pip is configured for.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` where there is no pip, or `installCancelled`.
    func index(in folder: String) async throws(ClocheError) -> ResolutionSources {
        let configuration: PipConfiguration
        do throws(PipCommand.Failure) {
            configuration = try await PipCommand(environment: environment).configuration(in: folder)
        } catch {
            throw error.isCancelled ? .installCancelled : .install(.installFailed, "packages", error.reason)
        }
        return ResolutionSources(
            flags: configuration.flags,
            cache: uvFolder + "/cache",
            environment: UvEnvironment.variables(environment, configuration),
            isLocal: false
        )
    }

    /// The newest version of a package in the index.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` where the index does not answer.
    func newest(_ name: String, _ run: UvRun) async throws(ClocheError) -> String {
        let sources = try await index(in: run.folder)
        var alone = RequestedPackages()
        alone.lines = [name]
        let found = try await run.compile(
            alone,
            flags: sources.flags + ["--no-deps", "--refresh-package", name],
            cache: sources.cache,
            environment: sources.environment
        )
        switch found {
        case .success(let pylock): return pylock.packages.first?.version ?? ""
        case .failure(let failure): throw .install(.installFailed, "'\(name)'", UvReport(failure.text).cause)
        }
    }
}
