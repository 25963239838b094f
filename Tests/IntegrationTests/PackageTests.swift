import Foundation
import Testing

@testable import Cloche

/// One test, since every part of it needs what the first part downloads.
@Suite(
    "Packages of the index",
    .timeLimit(.minutes(10)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed"),
    .enabled("pip cannot reach an index") { (try? await DillWheel.bytes()) != nil }
)
struct PackageTests {
    private let folder = NSTemporaryDirectory() + "cloche-packages-" + UUID().uuidString

    /// A session with a cache of its own.
    private func session(cache name: String, isOffline: Bool = false) throws -> Session {
        let cache = "\(folder)/\(name)/cloche"
        try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
        let runtime = RuntimeLocator.current.cache
        try? FileManager.default.createSymbolicLink(atPath: cache + "/runtime", withDestinationPath: runtime)
        var environment = ProcessInfo.processInfo.environment
        environment["XDG_CACHE_HOME"] = "\(folder)/\(name)"
        let located = try Runtime.locate()
        let supply = CachedPackageSupply(runtime: located, cacheBytes: 4 << 30, environment: environment)
        var options = SessionOptions(environment: ["LANG": "C"], runtime: located)
        options.isOffline = isOffline
        let launcher = ProcessLauncher(runtime: located)
        return Session(PermissionSet(), Limits(), options, launcher, SessionTiming(), supply: supply)
    }

    private let use = """
        import attrs, msgpack, rich.table, six
        from rich.console import Console
        table = rich.table.Table("name"); table.add_row("[red]six[/red]")
        Console(force_terminal=True, width=40, color_system="standard").print(table)
        (msgpack.unpackb(msgpack.packb([1, "é"])), six.moves.range(3)[-1], attrs.make_class("A", ["x"])(1).x)
        """

    private func check(_ session: Session) async throws {
        let result = try await session.execute(use)
        #expect(result.value == "([1, 'é'], 2, 1)", "\(result.error?.traceback ?? "")")
        #expect(result.stdout.contains("\u{1b}[31msix"))
    }

    @Test("packages are installed once, and are there after a change of permissions, an undo, a save and a load")
    func life() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let plain = folder + "/plain.cloche"
        let whole = folder + "/whole.cloche"
        try await withOpen(try session(cache: "first")) { session in
            #expect(try await session.missingModules(["msgpack", "os"]) == ["msgpack"])
            let request = InstallRequest(requirements: ["six", "msgpack", "attrs", "rich"])
            let report = try await session.install(request)
            #expect(report.installed.map(\.locked.name).contains("pygments"))
            #expect(report.installed.first { $0.locked.name == "msgpack" }?.isNative == true)
            #expect(await session.permissions == PermissionSet())
            #expect(try await session.missingModules(["msgpack", "os"]) == [])
            try await check(session)
            var permissions = PermissionSet()
            try permissions.allow(.env, ["LANG"])
            try await session.setPermissions(permissions)
            #expect(try await session.execute("msgpack.packb(7)").value == "b'\\x07'")
            #expect(try await session.undo().to == 1)
            #expect(try await session.execute("msgpack.unpackb(b'\\x08')").value == "8")
            await #expect(throws: ClocheError.self) {
                try await session.install(InstallRequest(requirements: ["cloche-has-no-such-package"]))
            }
            await #expect(throws: ClocheError.self) {
                try await session.install(InstallRequest(requirements: ["six<1.17"], isOffline: true))
            }
            #expect(await session.packages.count == report.installed.count)
            _ = try await session.save(to: plain)
            #expect(try await session.save(to: whole, withPackages: true).size > 0)
        }
        try await withOpen(try session(cache: "first", isOffline: true)) { session in
            _ = try await session.restore(from: plain)
            #expect(try await session.execute("msgpack.packb(9)").value == "b'\\t'")
            try await session.reset()
            try await check(session)
        }
        try await withOpen(try session(cache: "second", isOffline: true)) { session in
            let error = await #expect(throws: ClocheError.self) { try await session.restore(from: plain) }
            #expect(error?.code == .packagesMissing)
            _ = try await session.restore(from: whole)
            #expect(try await session.execute("msgpack.packb(9)").value == "b'\\t'")
            try await check(session)
        }
        try await withOpen(try session(cache: "third")) { session in
            _ = try await session.restore(from: plain)
            #expect(try await session.execute("msgpack.packb(9)").value == "b'\\t'")
            #expect(try await session.uninstall(["rich"]).map(\.locked.name).contains("pygments"))
            // What was imported is found in memory until it is forgotten.
            #expect(try await session.missingModules(["rich", "six"]) == [])
            try await session.reset()
            #expect(try await session.missingModules(["rich", "six"]) == ["rich"])
        }
    }
}
