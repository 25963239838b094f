internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Gets the files of packages that the cache lacks, each pinned by its SHA-256, into a staging folder.
package struct PackageDownload: Sendable {
    let environment: [String: String]
    let runtime: Runtime?

    /// Makes a download whose pip has an environment; without a runtime, one is looked for when it is needed.
    package init(environment: [String: String], runtime: Runtime? = nil) {
        self.environment = environment
        self.runtime = runtime
    }

    private static let platform = [
        "--platform", InterpreterShim.platformTag, "--python-version", "3.14", "--implementation", "cp", "--abi",
        "cp314",
        "--abi", "abi3", "--abi", "none",
    ]

    /// Downloads packages, and gives the path of each by its SHA-256.
    ///
    /// The files of packages from a file stay where they are. What the files hold is for the cache to check.
    ///
    /// - Throws: ``ClocheError`` with the code `installFailed` or `installCancelled`.
    package func download(
        _ packages: [LockedPackage],
        staging: StagingFolder,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> [String: String] {
        var paths: [String: String] = [:]
        var index: [(LockedPackage, url: String)] = []
        var distribution: [(LockedPackage, url: String)] = []
        for package in packages {
            switch package.source {
            case .file(let path): paths[package.sha256] = path
            case .index(let url): index.append((package, url))
            case .distribution(let place) where place.hasPrefix("/"): paths[package.sha256] = place
            case .distribution(let url): distribution.append((package, url))
            }
        }
        if !distribution.isEmpty {
            let fetched = try await fetch(distribution, staging: staging, progress: progress)
            paths.merge(fetched) { first, _ in first }
        }
        if !index.isEmpty {
            let folder = try staging.makeFolder("index")
            try await download(index, in: folder, progress: progress)
            for (package, _) in index { paths[package.sha256] = "\(folder)/wheels/\(package.file)" }
        }
        return paths
    }

    /// Lets the installer program download files of Pyodide's distribution.
    private func fetch(
        _ packages: [(LockedPackage, url: String)],
        staging: StagingFolder,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) -> [String: String] {
        for (package, url) in packages where !Self.isPlain(url) {
            throw .install(
                .installFailed,
                "'\(package.name)'",
                "it comes from Pyodide's distribution, which is not known"
            )
        }
        let program = InstallerProgram(runtime: try located(), environment: environment)
        let jobs = packages.map { package, url in
            InstallerProgram.FetchJob(url: url, sha256: package.sha256, file: package.file, bytes: package.bytes)
        }
        let known = Dictionary(packages.map { ($0.0.sha256, $0.0) }) { first, _ in first }
        return try await program.fetch(jobs, in: staging) { sha256, received in
            guard let package = known[sha256] else { return }
            progress(.downloading(name: package.name, received: received, total: package.bytes))
        }
    }

    private func located() throws(ClocheError) -> Runtime {
        if let runtime { return runtime }
        return try Runtime.locate()
    }

    /// Lets pip download wheels from their URLs, and watches the folder in which it works.
    private func download(
        _ packages: [(LockedPackage, url: String)],
        in folder: String,
        progress: @escaping @Sendable (InstallEvent) -> Void
    ) async throws(ClocheError) {
        for (package, url) in packages where !Self.isPlain(url) {
            throw .install(.installFailed, "'\(package.name)'", "its URL has characters that no URL has")
        }
        let watch = DownloadWatch(folder: folder, packages: packages.map(\.0), progress: progress)
        let watching = Task { await watch.run() }
        defer { watching.cancel() }
        let lines = packages.map { package, url in "\(package.name) @ \(url) --hash=sha256:\(package.sha256)" }
        let pip = PipCommand(environment: environment, patience: .seconds(3600))
        do throws(PipCommand.Failure) {
            try await pip.download(lines, options: Self.platform, in: folder)
        } catch {
            guard !error.isCancelled else { throw .installCancelled }
            let blamed = packages.filter { error.package == nil || error.package == $0.0.name }.map(\.0.name)
            let names = blamed.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
            throw .install(.installFailed, names, error.reason)
        }
        watch.finish()
    }

    /// True for an address that cannot end a line of requirements, or begin an option in it.
    private static func isPlain(_ url: String) -> Bool {
        (url.hasPrefix("https://") || url.hasPrefix("http://")) && url.utf8.count <= 4096
            && url.utf8.allSatisfy { (0x21...0x7e).contains($0) }
    }
}
