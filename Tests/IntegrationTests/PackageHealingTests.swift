import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

/// What becomes of packages whose files were damaged in the cache: real sessions, the real installer, no network.
@Suite(
    "Damaged packages",
    .timeLimit(.minutes(5)),
    .enabled("pip cannot get uv, or no runtime is installed") { await PackageHome.hasResolver }
)
struct PackageHealingTests {
    private let home: PackageHome
    private let wheel: (package: LockedPackage, path: String)

    init() async throws {
        home = try await PackageHome()
        wheel = try TestWheel("glass").write(to: home.path)
    }

    /// Changes the last byte of a file in the cache and keeps its size.
    private func flip(_ file: String) throws {
        let path = home.cache().place(of: wheel.package.sha256) + "/" + file
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let handle = try FileHandle(forUpdating: URL(filePath: path))
        let last = try handle.seekToEnd() - 1
        try handle.seek(toOffset: last)
        let byte = try handle.read(upToCount: 1) ?? Data()
        try handle.seek(toOffset: last)
        try handle.write(contentsOf: byte.map { $0 ^ 1 })
        try handle.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: path)
    }

    @Test("A pack that was flipped cannot be imported, and asking for the package again heals it, without the network")
    func flipped() async throws {
        let request = InstallRequest(wheels: [wheel.path])
        try await withOpen(home.session()) { session in
            _ = try await session.install(request)
            try flip("pack")
            let broken = try await session.execute("import glass; glass.VALUE")
            #expect(broken.error?.name == "OSError")
            let report = try await session.install(InstallRequest(requirements: ["glass"], isOffline: true))
            #expect(report.installed.map(\.locked.name) == ["glass"])
            #expect(try await session.execute("import glass; glass.VALUE").value == "42")
        }
        #expect(home.cache().isSound(wheel.package.sha256))
        try flip("pack")
        try await withOpen(home.session(isOffline: true)) { session in
            _ = try await session.install(request)
            #expect(try await session.execute("import glass; glass.VALUE").value == "42")
        }
        #expect(home.files().keys.filter { $0.contains("staging") || $0.contains("sites/") } == [])
    }

    @Test("What is left of a package whose summary is gone is packed anew")
    func remains() async throws {
        let request = InstallRequest(wheels: [wheel.path])
        try await withOpen(home.session()) { session in _ = try await session.install(request) }
        try FileManager.default.removeItem(atPath: home.cache().place(of: wheel.package.sha256) + "/summary.json")
        try await withOpen(home.session(isOffline: true)) { session in
            _ = try await session.install(request)
            #expect(try await session.execute("import glass; glass.VALUE").value == "42")
        }
    }

    @Test("A session whose packages have left the cache says which ones its file cannot carry")
    func gone() async throws {
        try await withOpen(home.session(isOffline: true)) { session in
            _ = try await session.install(InstallRequest(wheels: [wheel.path]))
            try home.cache().clear()
            let path = home.path + "/s.cloche"
            let error = await #expect(throws: ClocheError.self) { try await session.save(to: path, withPackages: true) }
            #expect(error?.code == .packagesMissing)
            #expect(error?.message.hasPrefix("Cannot get the packages glass 1.0: they are not in the cache") == true)
            #expect(try await session.execute("import glass; glass.VALUE").value == "42")
        }
    }

    @Test("Where the archive was damaged as well, nothing is installed, and the session is as it was")
    func lost() async throws {
        let request = InstallRequest(lock: PackageLock(packages: [named]), isOffline: true)
        try await withOpen(home.session()) { session in
            _ = try await session.install(InstallRequest(wheels: [wheel.path]))
            for file in ["pack", wheel.package.file] { try flip(file) }
        }
        try await withOpen(home.session()) { session in
            let error = await #expect(throws: ClocheError.self) { try await session.install(request) }
            #expect(error?.code == .packageNotFound)
            #expect(error?.message == "Cannot install 'glass': it is not in the cache, and nothing else is asked")
            #expect(await session.packages == [])
        }
    }

    /// The wheel as an index would have it, which nobody may ask.
    private var named: LockedPackage {
        var package = wheel.package
        package.source = .index("http://127.0.0.1:9/\(package.file)")
        return package
    }
}
