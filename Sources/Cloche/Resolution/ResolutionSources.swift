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
}
