import Foundation
import Synchronization
import Testing

@testable import Cloche

/// Finds packages in a small index of its own with a real uv, which pip gets once.
@Suite("Packages are found", .timeLimit(.minutes(10)))
final class PackageResolverTests: Sendable {
    private let home = FileManager.default.temporaryDirectory.appending(path: "cloche-resolve-\(UUID().uuidString)")
    private let environment: [String: String]
    private let runtime: Runtime

    /// uv, from the index that pip is configured for, once.
    static let uv = Task {
        let folder = FileManager.default.temporaryDirectory.path
        let environment = ProcessInfo.processInfo.environment
        return try await UvProgram.locate(.current, environment: environment, folder: folder).path
    }

    init() throws {
        runtime = try Runtime.locate()
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        let outside = ProcessInfo.processInfo.environment
        var environment = outside.filter { !$0.key.hasPrefix("PIP_") && !$0.key.hasPrefix("UV_") }
        // The packages are this test's own; uv stays where the user's runtime is.
        environment["PIP_CONFIG_FILE"] = "/dev/null"
        environment["CLOCHE_PYODIDE_PACKAGES"] = home.path
        self.environment = environment
    }

    deinit { try? FileManager.default.removeItem(at: home) }

    @Test("What is asked for comes with what it needs, and only what was asked for is marked")
    func together() async throws {
        let index = try LocalIndex([
            .init(name: "alpha", version: "1.0", requires: ["beta>=2"]),
            .init(name: "beta", version: "1.0"), .init(name: "beta", version: "2.1"),
            .init(name: "beta", version: "3.0", tag: "cp313-cp313-win_amd64"),
        ])
        let found = try await resolve(.init(requirements: ["Alpha"]), index)
        #expect(found.map(\.name) == ["alpha", "beta"])
        #expect(found.map(\.version) == ["1.0", "2.1"])
        #expect(found.map(\.isRequested) == [true, false])
        #expect(
            found.map(\.sha256) == ["alpha-1.0-py3-none-any.whl", "beta-2.1-py3-none-any.whl"].map { index.hashes[$0] }
        )
    }

    @Test("A wheel for this platform is taken, and markers are those of this platform")
    func platform() async throws {
        let index = try LocalIndex([
            .init(
                name: "native",
                tag: "cp314-cp314-pyemscripten_2026_0_wasm32",
                requires: ["here; sys_platform == 'emscripten'", "there; sys_platform == 'linux'"]
            ),
            .init(name: "native", tag: "cp314-cp314-manylinux_2_28_x86_64"),
            .init(name: "here"), .init(name: "there"),
        ])
        let found = try await resolve(.init(requirements: ["native"]), index)
        #expect(
            found.map(\.file) == ["here-1.0-py3-none-any.whl", "native-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"]
        )
    }

    @Test("What is installed keeps its version, and what does not go with it is refused")
    func installed() async throws {
        let index = try LocalIndex([
            .init(name: "alpha", requires: ["beta"]), .init(name: "beta", version: "1.0"),
            .init(name: "beta", version: "2.0"), .init(name: "gamma", requires: ["beta>=2"]),
        ])
        let beta = LockedPackage(
            name: "beta",
            version: "1.0",
            file: "beta-1.0-py3-none-any.whl",
            sha256: try #require(index.hashes["beta-1.0-py3-none-any.whl"]),
            source: .file(index.path("beta-1.0-py3-none-any.whl"))
        )
        #expect(try await resolve(.init(requirements: ["alpha"]), index, installed: [beta]).map(\.name) == ["alpha"])
        #expect(try await resolve(.init(requirements: ["beta"]), index, installed: [beta]) == [])
        let error = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["gamma"]), index, installed: [beta])
        }
        #expect(error?.code == .packageConflict)
        #expect(error?.message.hasPrefix("Cannot install 'gamma': beta 1.0 is installed; Because ") == true)
        let upgrade = InstallRequest(requirements: ["gamma"], isUpgrade: true)
        let found = try await resolve(upgrade, index, installed: [beta])
        #expect(found.map { "\($0.name) \($0.version)" } == ["beta 2.0", "gamma 1.0"])
    }

    @Test("A wheel of this machine is taken from its path, and one for another platform is refused")
    func wheels() async throws {
        let index = try LocalIndex([
            .init(name: "own", requires: ["beta"]), .init(name: "beta"),
            .init(name: "own-win", tag: "cp313-cp313-win_amd64"),
        ])
        let path = index.path("own-1.0-py3-none-any.whl")
        let found = try await resolve(.init(wheels: [path]), index)
        #expect(found.map(\.name) == ["beta", "own"])
        #expect(found.last?.source == .file(path))
        #expect(found.last?.isRequested == true)
        let other = await #expect(throws: ClocheError.self) {
            try await resolve(.init(wheels: [index.path("own_win-1.0-cp313-cp313-win_amd64.whl")]), index)
        }
        #expect(other?.code == .packageNotFound)
        #expect(other?.message.contains("its tag 'cp313-cp313-win_amd64' does not run here") == true)
        let cut = home.path + "/cut-1.0-py3-none-any.whl"
        try Data("PK".utf8).write(to: URL(filePath: cut))
        let damaged = await #expect(throws: ClocheError.self) { try await resolve(.init(wheels: [cut]), index) }
        #expect(damaged?.code == .packageInvalid)
        #expect(damaged?.message == "Cannot install 'cut': '\(cut)' is no sound wheel: it is cut short")
    }

    @Test("A wheel of an installed version is there already, unless it is another file")
    func sameVersion() async throws {
        let index = try LocalIndex([.init(name: "own")])
        let other = try LocalIndex([.init(name: "own", python: ">=3")])
        let file = "own-1.0-py3-none-any.whl"
        let own = LockedPackage(
            name: "own",
            version: "1.0",
            file: file,
            sha256: try #require(index.hashes[file]),
            source: .file(index.path(file))
        )
        #expect(try await resolve(.init(wheels: [index.path(file)]), index, installed: [own]) == [])
        #expect(try await resolve(.init(requirements: ["own"]), other, installed: [own]) == [])
        let request = InstallRequest(wheels: [other.path(file)])
        let error = await #expect(throws: ClocheError.self) { try await resolve(request, index, installed: [own]) }
        #expect(error?.code == .packageConflict)
        #expect(
            error?.message == "Cannot install 'own' 1.0: own 1.0 is installed, another file of the same version;"
                + " uninstall it first, or install with -U"
        )
        let upgrade = InstallRequest(wheels: [other.path(file)], isUpgrade: true)
        let found = try await resolve(upgrade, index, installed: [own])
        #expect(found.map(\.sha256) == [other.hashes[file]])
        let wrong = try LocalIndex([.init(name: "own", tag: "cp313-cp313-win_amd64")])
        let tag = await #expect(throws: ClocheError.self) {
            try await resolve(.init(wheels: [wrong.path("own-1.0-cp313-cp313-win_amd64.whl")]), index, installed: [own])
        }
        #expect(tag?.message.contains("its tag 'cp313-cp313-win_amd64' does not run here") == true)
    }

    @Test("A file with requirements is told by its own name, never by that of the folder in which uv works")
    func wording() async throws {
        let index = try LocalIndex([.init(name: "alpha")])
        let path = home.path + "/r.txt"
        for line in ["alpha>>1", "alpha[", "alpha==1.0 ; nonsense == '1'", "alpha @ https://${HOME}/x.whl"] {
            try Data("alpha\n\(line)\n".utf8).write(to: URL(filePath: path))
            let error = await #expect(throws: ClocheError.self) { try await resolve(.init(files: [path]), index) }
            let message = try #require(error?.message)
            #expect(!message.contains("staging") && !message.contains("requirements-"), "\(message)")
        }
    }

    @Test("What cannot run here says why, and names the nearest version that can")
    func nearest() async throws {
        let index = try LocalIndex([
            .init(name: "pinned", version: "1.0"), .init(name: "pinned", version: "2.0", tag: "cp313-cp313-win_amd64"),
            .init(name: "pinned", version: "3.0"), .init(name: "pinned", version: "4.0"),
            .init(name: "pinned", version: "0.5"), .init(name: "taken", version: "0.0.1"),
            .init(name: "taken", version: "2.0", tag: "cp313-cp313-win_amd64"), .init(name: "taken", version: "2.1"),
            .init(name: "torch", tag: "cp313-cp313-manylinux_2_28_x86_64"),
            .init(name: "newer", python: ">=3.15"),
        ])
        let pinned = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["pinned==2.0"]), index)
        }
        #expect(pinned?.code == .packageNotFound)
        #expect(
            pinned?.message == "Cannot install 'pinned': it has no wheel for Python 3.14 on"
                + " pyemscripten_2026_0_wasm32, and nothing is built from source here; the nearest that runs here: pinned 1.0, pinned 3.0"
        )
        let taken = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["taken>=2,<2.1"]), index)
        }
        #expect(taken?.message.hasSuffix("; the nearest that runs here: taken 2.1") == true)
        let torch = await #expect(throws: ClocheError.self) { try await resolve(.init(requirements: ["torch"]), index) }
        #expect(torch?.message.hasSuffix("; instead: 'scikit-learn', or 'numpy' with 'autograd'") == true)
        let newer = await #expect(throws: ClocheError.self) { try await resolve(.init(requirements: ["newer"]), index) }
        #expect(newer?.code == .packageNotFound)
        #expect(newer?.message.contains("it needs Python>=3.15, and this is Python 3.14.2") == true)
    }

    @Test("A name that does not exist is told with near names that are known here")
    func unknown() async throws {
        let index = try LocalIndex([.init(name: "alpha", requires: ["nowhere-to-be-had"])])
        let error = await #expect(throws: ClocheError.self) { try await resolve(.init(requirements: ["nunpy"]), index) }
        #expect(error?.code == .packageNotFound)
        #expect(
            error?.message == "Cannot install 'nunpy': the package index has no such package;"
                + " near names that are known here: 'numpy'"
        )
        let needed = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["alpha"]), index)
        }
        #expect(
            needed?.message
                == "Cannot install 'nowhere-to-be-had': the package index has no such package, which 'alpha' needs"
        )
    }

    @Test("Offline, nothing but the cache is asked")
    func offline() async throws {
        let index = try LocalIndex([.init(name: "alpha")])
        let error = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["alpha"], isOffline: true), index)
        }
        #expect(error?.message == "Cannot install 'alpha': it is not in the cache, and nothing else is asked")
        let url = "http://127.0.0.1:9/beta-1.0-py3-none-any.whl"
        let direct = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: ["beta @ \(url)"], isOffline: true), index)
        }
        #expect(
            direct?.message == "Cannot install 'beta': the cache alone does not do: 'beta @ \(url)' cannot be"
                + " downloaded: nobody is asked for it"
        )
    }

    @Test("Files with requirements are read", arguments: ["requirements.txt", "pyproject.toml", "script.py"])
    func files(_ name: String) async throws {
        let index = try LocalIndex([.init(name: "alpha"), .init(name: "beta"), .init(name: "beta", version: "2.0")])
        let text = [
            "requirements.txt": "alpha # one\nbeta<2 ; python_version >= '3.8'\n",
            "pyproject.toml": "[project]\nname = 'x'\ndependencies = ['alpha', 'beta<2']\n",
            "script.py": "# /// script\n# dependencies = ['alpha', 'beta<2']\n# ///\nimport alpha\n",
        ]
        let path = home.path + "/" + name
        try Data(try #require(text[name]).utf8).write(to: URL(filePath: path))
        let found = try await resolve(.init(files: [path]), index)
        #expect(found.map { "\($0.name) \($0.version) \($0.isRequested)" } == ["alpha 1.0 true", "beta 1.0 true"])
    }

    @Test(
        "What is no requirement is refused",
        arguments: ["--index-url=x", "-r /etc/passwd", "a\nb", "", "./x", "a>>1"]
    )
    func malformed(_ requirement: String) async throws {
        let index = try LocalIndex([.init(name: "a")])
        let error = await #expect(throws: ClocheError.self) {
            try await resolve(.init(requirements: [requirement]), index)
        }
        #expect(error?.code == .packageInvalid)
    }

    @Test("A lock is taken as it is, and refused where another file is installed")
    func lock() async throws {
        let index = try LocalIndex([])
        let package = LockedPackage(
            name: "alpha",
            version: "1.0",
            file: "alpha-1.0-py3-none-any.whl",
            sha256: String(repeating: "a", count: 64),
            source: .index("https://files.example/alpha-1.0-py3-none-any.whl"),
            isRequested: true
        )
        let request = InstallRequest(lock: PackageLock(packages: [package]))
        #expect(try await resolve(request, index) == [package])
        #expect(try await resolve(request, index, installed: [package]) == [])
        var other = package
        other.sha256 = String(repeating: "b", count: 64)
        let error = await #expect(throws: ClocheError.self) {
            try await resolve(request, index, installed: [other])
        }
        #expect(
            error?.message == "Cannot install 'alpha' 1.0: alpha 1.0 is installed, another file of the same version;"
                + " uninstall it first"
        )
    }

    @Test("The end of the task ends uv, and says so")
    func cancelled() async throws {
        let server = LoopbackServer(isSilent: true)
        var environment = environment
        environment["PIP_INDEX_URL"] = "http://127.0.0.1:\(server.port)/simple"
        let task = Task { [environment] in try await resolve(.init(requirements: ["alpha"]), environment: environment) }
        try await Task.sleep(for: .seconds(1))
        task.cancel()
        let error = await #expect(throws: ClocheError.self) { try await task.value }
        #expect(error?.code == .installCancelled)
        let left = try FileManager.default.contentsOfDirectory(atPath: home.path + "/packages")
        #expect(!left.contains { $0.hasPrefix(".staging") })
    }

    private func resolve(
        _ request: InstallRequest,
        _ index: LocalIndex,
        installed: [LockedPackage] = []
    ) async throws -> [LockedPackage] {
        var environment = environment
        environment["PIP_INDEX_URL"] = index.address
        return try await resolve(request, environment: environment, installed: installed)
    }

    private func resolve(
        _ request: InstallRequest,
        environment: [String: String],
        installed: [LockedPackage] = []
    ) async throws -> [LockedPackage] {
        var environment = environment
        environment["CLOCHE_UV"] = try await Self.uv.value
        let cache = PackageCache(folder: home.path + "/packages", runtime: runtime, environment: environment)
        let resolver = PackageResolver(runtime: runtime, cache: cache, environment: environment)
        let staging = try cache.makeStaging()
        defer { staging.remove() }
        return try await resolver.resolve(request, installed: installed, staging: staging) { _ in }
    }
}
