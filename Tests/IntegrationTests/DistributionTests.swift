import Foundation
import Testing

@testable import Cloche

/// Takes packages from a mirror of a distribution: a real HTTP server, and real wheels that a lock names with their hashes.
///
/// The lock is this suite's own, since the wheels of Pyodide's are its project's own builds, which no index has.
@Suite("Pyodide's distribution", .timeLimit(.minutes(10)))
final class DistributionTests: Sendable {
    private let home = FileManager.default.temporaryDirectory.appending(path: "cloche-mirror-\(UUID().uuidString)")
    private let pinned: Runtime
    private let runtime: Runtime
    private let mirror: String

    private static let native = "native-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    private static let library = "libnative-1.0.zip"

    init() throws {
        pinned = try Runtime.locate()
        runtime = Runtime(deno: pinned.deno, pyodide: home.path + "/pyodide", runner: pinned.runner)
        mirror = home.path + "/mirror"
        let index = try LocalIndex([
            .init(name: "native", tag: "cp314-cp314-pyemscripten_2026_0_wasm32", requires: ["pure"]),
            .init(name: "pure"), .init(name: "extra"),
        ])
        let files = FileManager.default
        try files.createDirectory(atPath: runtime.pyodide, withIntermediateDirectories: true)
        try files.copyItem(atPath: index.folder.path + "/files", toPath: mirror)
        try Data("a library".utf8).write(to: URL(filePath: "\(mirror)/\(Self.library)"))
        var hashes = index.hashes
        hashes[Self.library] = try FileDigest.sha256(of: "\(mirror)/\(Self.library)")
        let lock = try Self.lock(hashes)
        for folder in [runtime.pyodide, mirror] { try lock.write(to: URL(filePath: folder + "/pyodide-lock.json")) }
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    private static func lock(_ hashes: [String: String]) throws -> Data {
        let entries = [
            ("native", native, ["libnative", "extra"], "package"), ("pure", "pure-1.0-py3-none-any.whl", [], "package"),
            ("extra", "extra-1.0-py3-none-any.whl", [], "package"), ("libnative", library, [], "shared_library"),
        ]
        let packages = entries.map { name, file, depends, type in
            (
                name,
                [
                    "name": name, "version": "1.0", "file_name": file, "sha256": hashes[file] ?? "", "imports": [name],
                    "depends": depends, "package_type": type,
                ] as [String: Any]
            )
        }
        let packed = ["packages": Dictionary(uniqueKeysWithValues: packages)]
        return try JSONSerialization.data(withJSONObject: packed, options: .sortedKeys)
    }

    @Test("Wheels and their libraries come from a mirror, with no index at all")
    func server() async throws {
        let server = try FolderServer(folder: mirror)
        let base = "http://127.0.0.1:\(server.port)"
        let found = try await install("native", at: base)
        #expect(found.map(\.package.name) == ["extra", "libnative", "native", "pure"])
        #expect(found.map(\.package.isLibrary) == [false, true, false, false])
        #expect(found.map(\.package.isRequested) == [false, false, true, false])
        #expect(found[2].package.source == .distribution("\(base)/\(Self.native)"))
        #expect(found.map(\.digest) == found.map(\.package.sha256))
    }

    @Test("They come from a folder")
    func folder() async throws {
        let found = try await install("native", at: mirror)
        #expect(found.map(\.package.name) == ["extra", "libnative", "native", "pure"])
        #expect(found[2].package.source == .distribution("\(mirror)/\(Self.native)"))
        #expect(found.map(\.digest) == found.map(\.package.sha256))
    }

    @Test("A file with another hash than the lock's does not come")
    func altered() async throws {
        let server = try FolderServer(folder: mirror)
        try Data("another".utf8).write(to: URL(filePath: "\(mirror)/\(Self.library)"))
        let error = await #expect(throws: ClocheError.self) {
            try await self.install("native", at: "http://127.0.0.1:\(server.port)/")
        }
        #expect(error.map { [.packageInvalid, .installFailed].contains($0.code) } == true)
    }

    @Test("A mirror with a lock of its own is taken for its files")
    func anotherLock() async throws {
        try Data("{}".utf8).write(to: URL(filePath: "\(mirror)/pyodide-lock.json"))
        let server = try FolderServer(folder: mirror)
        let found = try await install("native", at: "http://127.0.0.1:\(server.port)")
        #expect(found.map(\.digest) == found.map(\.package.sha256))
    }

    @Test("A mirror of another version is not taken")
    func anotherVersion() async throws {
        try Data("{}".utf8).write(to: URL(filePath: "\(mirror)/pyodide-lock.json"))
        try FileManager.default.removeItem(atPath: "\(mirror)/extra-1.0-py3-none-any.whl")
        let server = try FolderServer(folder: mirror)
        let error = await #expect(throws: ClocheError.self) {
            try await self.install("native", at: "http://127.0.0.1:\(server.port)")
        }
        #expect(error?.code == .packageNotFound)
    }

    @Test("One that does not answer is left out, and said so with what it would have had")
    func silent() async throws {
        let error = await #expect(throws: ClocheError.self) {
            try await self.install("native", at: "http://127.0.0.1:9/")
        }
        #expect(error?.code == .packageNotFound)
        #expect(
            error?.message == "Cannot install 'native': native 1.0 runs here and is in Pyodide's distribution, but"
                + " http://127.0.0.1:9/ does not answer; CLOCHE_PYODIDE_PACKAGES names a mirror of it or a folder"
        )
    }

    @Test("The public address is the one that Pyodide itself has")
    func address() throws {
        let address = try #require(PyodideDistribution.publicAddress(runtime: pinned))
        #expect(address.hasPrefix("https://"))
        #expect(address.hasSuffix("/v\(RuntimeLocator.pyodideVersion)/full/"))
    }

    private func environment(_ place: String) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PIP_") }
        environment["PIP_CONFIG_FILE"] = "/dev/null"
        environment["PIP_NO_INDEX"] = "1"
        environment["CLOCHE_PYODIDE_PACKAGES"] = place
        return environment
    }

    /// Resolves one name with a distribution and no index, downloads what it needs, and gives the digests of the files.
    @discardableResult
    private func install(
        _ name: String,
        at place: String
    ) async throws -> [(package: LockedPackage, digest: String)] {
        var environment = environment(place)
        environment["CLOCHE_UV"] = try await PackageResolverTests.uv.value
        let cache = PackageCache(folder: home.path + "/packages", runtime: runtime, environment: environment)
        let staging = try cache.makeStaging()
        defer { staging.remove() }
        let resolver = PackageResolver(runtime: runtime, cache: cache, environment: environment)
        let request = InstallRequest(requirements: [name])
        let found = try await resolver.resolve(request, installed: [], staging: staging) { _ in }
        let download = PackageDownload(environment: environment, runtime: runtime)
        let paths = try await download.download(found, staging: staging) { _ in }
        return try found.map { ($0, try FileDigest.sha256(of: try #require(paths[$0.sha256]))) }
    }
}
