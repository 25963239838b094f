#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Runs the installer: a process that lives for one job, behind walls of its own, and runs no code of any package.
///
/// To fetch, it may connect to the hosts of the job; to check and pack, it has no network. It may write to the staging
/// folder only.
package struct InstallerProgram: Sendable {
    /// A file to download into the staging folder.
    package struct FetchJob: Sendable, Equatable, Codable {
        package var url: String
        package var sha256: String
        /// The name that the file gets in the folder `fetched`.
        package var file: String
        /// The size, where it is known.
        package var bytes: Int?

        package init(url: String, sha256: String, file: String, bytes: Int? = nil) {
            self.url = url
            self.sha256 = sha256
            self.file = file
            self.bytes = bytes
        }
    }

    /// An archive in the staging folder to check and to pack.
    struct PackJob: Sendable, Equatable, Codable {
        /// Relative to the staging folder; the pack and the index go beside it.
        var path: String
        var sha256: String
        var file: String
        var kind: PackageSummary.Kind
        var name: String
        var version: String
    }

    let runtime: Runtime
    let environment: [String: String]

    package init(runtime: Runtime, environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.runtime = runtime
        self.environment = environment
    }

    /// Downloads files into the folder `fetched` of the staging folder, each held against its SHA-256.
    ///
    /// - Parameters:
    ///   - jobs: The files.
    ///   - staging: Where to work.
    ///   - progress: Is told how much of a file there is, at most ten times a second for each.
    /// - Returns: The paths by SHA-256.
    /// - Throws: ``ClocheError`` with the codes `installFailed`, `packageInvalid` or `installCancelled`.
    package func fetch(
        _ jobs: [FetchJob],
        in staging: StagingFolder,
        progress: @escaping @Sendable (_ sha256: String, _ received: Int) -> Void
    ) async throws(ClocheError) -> [String: String] {
        let folder = try staging.makeFolder("fetched")
        for job in jobs where !job.sha256.isSHA256 {
            throw .install(.packageInvalid, "'\(job.file)'", "its SHA-256 is none")
        }
        let known = Set(jobs.map(\.sha256))
        try await run(["fetch": jobs], in: staging, usesNet: true) { event in
            if case .received(let sha256, let bytes) = event, known.contains(sha256) { progress(sha256, bytes) }
        }
        return Dictionary(jobs.map { ($0.sha256, "\(folder)/\($0.sha256)") }) { first, _ in first }
    }

    /// Checks archives and packs them, each beside itself.
    ///
    /// - Parameters:
    ///   - jobs: The archives.
    ///   - staging: Where they are.
    ///   - progress: Is told each time it begins with one.
    /// - Throws: ``ClocheError`` with the codes `installFailed`, `packageInvalid` or `installCancelled`.
    func pack(
        _ jobs: [PackJob],
        in staging: StagingFolder,
        progress: @escaping @Sendable (_ sha256: String) -> Void
    ) async throws(ClocheError) {
        try await run(["pack": jobs], in: staging, usesNet: false) { event in
            if case .packing(let sha256) = event { progress(sha256) }
        }
    }
}
