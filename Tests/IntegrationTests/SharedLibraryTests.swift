import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

/// A package whose compiled code needs a library of another package, through the whole life of a session.
@Suite(
    "Shared libraries of packages",
    .timeLimit(.minutes(5)),
    .enabled("pip cannot get uv, or no runtime is installed") { await PackageHome.hasResolver }
)
final class SharedLibraryTests {
    private static let library = "libanswer-1.0.zip"

    private let mirror = FileManager.default.temporaryDirectory.appending(path: "cloche-mirror-\(UUID().uuidString)")
    private let lock: Data
    private let server: FolderServer

    init() throws {
        try FileManager.default.createDirectory(at: mirror, withIntermediateDirectories: true)
        let libraries = try Self.makeLibraries(in: mirror.path)
        try Data(TestWheel.zip(["lib/libanswer.so": libraries[0]])).write(to: mirror.appending(path: Self.library))
        let module = """
            import ctypes, pathlib
            library = ctypes.CDLL(str(pathlib.Path(__file__).parent / "twice.so"))
            """
        var wheel = TestWheel(
            "twice",
            files: ["twice/__init__.py": module],
            tag: "cp314-cp314-pyemscripten_2026_0_wasm32"
        )
        wheel.files["twice/twice.so"] = libraries[1]
        let package = try wheel.write(to: mirror.path).package
        let digest = try FileDigest.sha256(of: mirror.appending(path: Self.library).path)
        lock = try Self.lock([
            ("twice", package.file, package.sha256, ["libanswer"], "package"),
            ("libanswer", Self.library, digest, [], "shared_library"),
        ])
        try lock.write(to: mirror.appending(path: "pyodide-lock.json"))
        server = try FolderServer(folder: mirror.path)
    }

    deinit { try? FileManager.default.removeItem(at: mirror) }

    /// The library, and the one that needs it.
    private static func makeLibraries(in folder: String) throws -> [[UInt8]] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/make_libraries.ts")
        let process = Process()
        process.executableURL = URL(filePath: try Runtime.locate().deno)
        let flags = ["run", "--quiet", "--no-config", "--no-remote", "--no-npm", "--allow-write=\(folder)"]
        process.arguments = flags + [script.path, folder]
        try process.run()
        process.waitUntilExit()
        return try ["libanswer.so", "twice.so"].map { [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))) }
    }

    private static func lock(_ entries: [(String, String, String, [String], String)]) throws -> Data {
        let packages = entries.map { name, file, sha256, depends, type in
            let entry =
                [
                    "name": name, "version": "1.0", "file_name": file, "sha256": sha256, "imports": [name],
                    "depends": depends, "package_type": type,
                ] as [String: Any]
            return (name, entry)
        }
        return try JSONSerialization.data(withJSONObject: ["packages": Dictionary(uniqueKeysWithValues: packages)])
    }

    @Test("They are installed, changed around, undone, saved, loaded, and carried to a cache that has none of them")
    func life() async throws {
        let settings = ["PIP_NO_INDEX": "1", "CLOCHE_PYODIDE_PACKAGES": "http://127.0.0.1:\(server.port)"]
        let home = try await PackageHome(lock: lock, settings)
        let (plain, whole) = (home.path + "/plain.cloche", home.path + "/whole.cloche")
        try await withOpen(home.session()) { session in
            let report = try await session.install(InstallRequest(requirements: ["twice"]))
            #expect(report.installed.map(\.locked.name) == ["libanswer", "twice"])
            #expect(report.installed.map(\.locked.isLibrary) == [true, false])
            #expect(report.installed.map(\.isNative) == [true, true])
            #expect(report.installed.map(\.requiredBy) == [["twice"], []])
            #expect(try await session.execute("import twice; twice.library.twice()").value == "84")
            var permissions = PermissionSet()
            try permissions.allow(.env, ["LANG"])
            try await session.setPermissions(permissions)
            #expect(try await session.execute("twice.library.twice()").value == "84")
            #expect(try await session.undo().to == 1)
            #expect(try await session.execute("twice.library.twice() + 1").value == "85")
            let refused = await #expect(throws: ClocheError.self) { try await session.uninstall(["libanswer"]) }
            #expect(refused?.code == .packageConflict)
            _ = try await session.save(to: plain)
            _ = try await session.save(to: whole, withPackages: true)
        }
        try await withOpen(home.session(isOffline: true)) { session in
            _ = try await session.restore(from: plain)
            #expect(try await session.execute("twice.library.twice()").value == "84")
        }
        try await withOpen(home.session(cache: "other", isOffline: true)) { session in
            let error = await #expect(throws: ClocheError.self) { try await session.restore(from: plain) }
            #expect(error?.code == .packagesMissing)
            _ = try await session.restore(from: whole)
            #expect(try await session.execute("twice.library.twice()").value == "84")
            #expect(await session.packages.map(\.locked.name) == ["libanswer", "twice"])
            try await session.reset()
            #expect(try await session.execute("import twice; twice.library.twice()").value == "84")
        }
        // What was carried is not what a name stands for.
        try await withOpen(home.session(cache: "other", isOffline: true)) { session in
            let error = await #expect(throws: ClocheError.self) {
                try await session.install(InstallRequest(requirements: ["twice"], isOffline: true))
            }
            #expect(error?.code == .packageNotFound)
        }
    }
}
