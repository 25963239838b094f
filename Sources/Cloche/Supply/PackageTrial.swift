#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A session that has packages from one source alone, and none that this machine has already: what it installs shows that
/// the source gives it now.
package struct PackageTrial: Sendable {
    /// Where the packages come from.
    package enum Source: Sendable {
        /// The index that the user's pip is configured for.
        case index
        /// Pyodide's distribution, or what stands for it.
        case distribution
    }

    /// The session; ``end()`` closes it.
    package let session: Session

    private let folder: LockedFolder

    private static let prefix = "trial-"

    /// Makes a session with an empty cache of its own.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed`, where the resolver cannot be had, or no folder be made.
    package init(
        from source: Source,
        limits: Limits,
        runtime: Runtime,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(ClocheError) {
        let parent = HostPath.parent(RuntimeLocator(environment: environment).cache)
        do throws(SystemError) {
            folder = try LockedFolder.make(in: try PackageFolders.make(parent), prefix: Self.prefix)
        } catch {
            throw .packageCache("try", "no folder can be made in '\(parent)': \(error.reason)")
        }
        do throws(ClocheError) {
            let variables = try await Self.variables(environment, source, folder.path)
            let supply = CachedPackageSupply(runtime: runtime, cacheBytes: .max, environment: variables)
            let options = SessionOptions(runtime: runtime)
            let launcher = ProcessLauncher(runtime: runtime)
            session = Session(PermissionSet(), limits, options, launcher, SessionTiming(), supply: supply)
        } catch {
            folder.remove()
            throw error
        }
    }

    /// Closes the session, and removes what it installed.
    package func end() async {
        await session.close()
        folder.remove()
    }

    /// The environment in which all sources but one are empty.
    private static func variables(
        _ environment: [String: String],
        _ source: Source,
        _ folder: String
    ) async throws(ClocheError) -> [String: String] {
        var variables = environment
        // The resolver is none of what is tried.
        let locator = RuntimeLocator(environment: environment)
        variables["CLOCHE_UV"] = try await UvProgram.locate(locator, environment: environment, folder: folder).path
        variables["XDG_CACHE_HOME"] = folder
        switch source {
        case .index: variables["CLOCHE_PYODIDE_PACKAGES"] = folder
        case .distribution: variables["PIP_NO_INDEX"] = "1"
        }
        return variables
    }
}
