import Foundation

@testable import Cloche

/// A folder for caches of packages, removed with this value, and sessions that have their packages there and nowhere else.
///
/// Packages come from where the settings of pip say, and from no index and no distribution without any.
final class PackageHome: Sendable {
    /// An absolute path without links.
    let path: String

    private let pinned: Runtime
    private let installing: Runtime
    private let environment: [String: String]

    /// True where uv is there, or pip can get it.
    static var hasResolver: Bool {
        get async { (try? await PackageResolverTests.uv.value) != nil && RecordingLauncher.hasRuntime }
    }

    /// Makes the folder.
    ///
    /// - Parameters:
    ///   - lock: What stands for the lock of Pyodide's distribution; without one it is that of the runtime.
    ///   - settings: Variables of the environment.
    /// - Throws: Where there is no runtime, or no uv can be had.
    init(lock: Data? = nil, _ settings: [String: String] = ["PIP_NO_INDEX": "1"]) async throws {
        let made = FileManager.default.temporaryDirectory.appending(path: "cloche-home-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made.appending(path: "none"), withIntermediateDirectories: true)
        path = PermissionResolver.realPath(made.path) ?? made.path
        pinned = try Runtime.locate()
        if let lock {
            installing = Runtime(deno: pinned.deno, pyodide: path + "/pyodide", runner: pinned.runner)
            try FileManager.default.createDirectory(atPath: installing.pyodide, withIntermediateDirectories: true)
            try lock.write(to: URL(filePath: installing.pyodide + "/pyodide-lock.json"))
        } else {
            installing = pinned
        }
        let outside = ProcessInfo.processInfo.environment
        let plain = outside.filter { !$0.key.hasPrefix("PIP_") && !$0.key.hasPrefix("UV_") }
        let own = [
            "PIP_CONFIG_FILE": "/dev/null", "CLOCHE_PYODIDE_PACKAGES": path + "/none",
            "CLOCHE_UV": try await PackageResolverTests.uv.value,
        ]
        environment = plain.merging(own) { $1 }.merging(settings) { $1 }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// One of its caches.
    func cache(_ name: String = "cache") -> PackageCache {
        .current(environment: environment(name), runtime: installing)
    }

    /// A session whose packages are in one of the caches.
    func session(cache name: String = "cache", isOffline: Bool = false) -> Session {
        let supply = CachedPackageSupply(
            runtime: installing,
            cacheBytes: PackageCache.usualBytes,
            environment: environment(name)
        )
        var options = SessionOptions(environment: [:], runtime: pinned)
        options.isOffline = isOffline
        let launcher = ProcessLauncher(runtime: pinned)
        return Session(PermissionSet(), Limits(), options, launcher, SessionTiming(), supply: supply)
    }

    /// The files of a cache and of the site folders beside it by their paths, each with its SHA-256; not what uv keeps.
    func files(of name: String = "cache") -> [String: String] {
        let folder = "\(path)/\(name)/cloche"
        let paths = FileManager.default.subpaths(atPath: folder) ?? []
        let own = paths.filter { !$0.hasPrefix("packages/uv") && $0 != "packages/.lock" }
        let digests = own.map { ($0, (try? FileDigest.sha256(of: "\(folder)/\($0)")) ?? "a folder") }
        return Dictionary(digests) { first, _ in first }
    }

    /// The command lines of processes that name this folder, all but the runners of sessions.
    var processes: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { name in
            guard Int(name) != nil, let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else {
                return nil
            }
            let text = String(decoding: line, as: UTF8.self).replacing("\0", with: " ")
            return text.contains(path) && !text.contains("/main.js") ? text : nil
        }
    }

    private func environment(_ cache: String) -> [String: String] {
        environment.merging(["XDG_CACHE_HOME": "\(path)/\(cache)"]) { $1 }
    }
}
