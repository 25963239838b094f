import Foundation
import Testing

@testable import Cloche

@Suite("Session: packages", .timeLimit(.minutes(5)))
struct SessionInstallTests {
    private let folder: TemporaryFolder
    private let six = LockedPackage.make("six")
    private let rich = LockedPackage.make("rich")
    private let pygments = LockedPackage.make("pygments")

    init() throws { folder = try TemporaryFolder() }

    private func supply(gate: AsyncStream<Void>? = nil) -> ScriptedSupply {
        ScriptedSupply(folder, [six, rich, pygments], requires: ["rich": ["pygments"]], gate: gate)
    }

    private func told(_ harness: SessionHarness) async -> [String]? { await harness.launcher.runners.last?.packages }

    @Test("what is installed is told to the runner that is there, shown in the site folder, and recorded")
    func install() async throws {
        let supply = supply()
        let harness = SessionHarness(supply: supply)
        try await harness.session.start()
        let report = try await harness.session.install(InstallRequest(requirements: ["rich"]))
        #expect(report.installed.map(\.locked.name) == ["pygments", "rich"])
        #expect(report.installed.map(\.requiredBy) == [["rich"], []])
        #expect(report.installed.map(\.locked.isRequested) == [false, true])
        #expect(report.notes == ["from the shelf"])
        #expect(await told(harness) == [pygments.sha256, rich.sha256])
        #expect(try supply.packs == [pygments, rich].map { $0.sha256 + ".pack" }.sorted())
        #expect(await harness.session.metadata.packages.map(\.name) == ["pygments", "rich"])
        let again = try await harness.session.install(InstallRequest(requirements: ["rich"]))
        #expect(again.installed.isEmpty && again.alreadyThere == ["rich"])
        #expect(harness.launcher.runners.count == 1)
        await harness.session.close()
        #expect(try supply.packs.isEmpty)
    }

    @Test("a package whose pack was damaged is installed anew when it is asked for, and no other one")
    func damaged() async throws {
        let supply = supply()
        let harness = SessionHarness(supply: supply)
        _ = try await harness.session.install(InstallRequest(requirements: ["rich", "six"]))
        try await harness.session.start()
        for name in try supply.packs { try supply.damage(name) }
        let report = try await harness.session.install(InstallRequest(requirements: ["six"]))
        #expect(report.installed.map(\.locked.name) == ["six"])
        #expect(await harness.session.packages.map(\.locked.name) == ["pygments", "rich", "six"])
        #expect(await told(harness) == [pygments.sha256, rich.sha256, six.sha256])
        let again = try await harness.session.install(InstallRequest(requirements: ["six"]))
        #expect(again.installed == [] && again.alreadyThere == ["six"])
        await harness.session.close()
    }

    @Test("each runner has the packages from its start: after a change of permissions, a reset and a death")
    func boots() async throws {
        let harness = SessionHarness(supply: supply())
        _ = try await harness.session.install(InstallRequest(requirements: ["six"]))
        _ = try await harness.run("a")
        var permissions = PermissionSet()
        try permissions.allow(.env, ["LANG"])
        try await harness.session.setPermissions(permissions)
        #expect(await told(harness) == [six.sha256])
        try await harness.session.reset()
        #expect(await told(harness) == [six.sha256])
        #expect(try await harness.run("die").status == .died)
        _ = try await harness.run("b")
        #expect(await told(harness) == [six.sha256])
        #expect(harness.launcher.runners.count == 4)
        #expect(await harness.session.packages.map(\.locked.name) == ["six"])
        await harness.session.close()
    }

    @Test("where an installation fails, nothing has changed")
    func failure() async throws {
        let supply = supply()
        let harness = SessionHarness(supply: supply)
        _ = try await harness.session.install(InstallRequest(requirements: ["six"]))
        let error = await #expect(throws: ClocheError.self) {
            try await harness.session.install(InstallRequest(requirements: ["nosuch"]))
        }
        #expect(error?.code == .packageNotFound)
        #expect(try supply.packs == [six.sha256 + ".pack"])
        #expect(await harness.session.packages.map(\.locked.name) == ["six"])
        await harness.session.close()
    }

    @Test("cancelling the task ends an installation")
    func cancelling() async throws {
        let (gate, wait) = AsyncStream<Void>.makeStream()
        let harness = SessionHarness(supply: supply(gate: gate))
        let (resolving, begun) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await harness.session.install(InstallRequest(requirements: ["six"])) { _ in begun.finish() }
        }
        for await _ in resolving {}
        task.cancel()
        wait.finish()
        let error = await #expect(throws: ClocheError.self) { try await task.value }
        #expect(error?.code == .installCancelled)
        #expect(await harness.session.packages.isEmpty)
        await harness.session.close()
    }

    @Test("what is uninstalled is gone, with what came with it")
    func uninstall() async throws {
        let supply = supply()
        let harness = SessionHarness(supply: supply)
        _ = try await harness.session.install(InstallRequest(requirements: ["rich", "six"]))
        #expect(try await harness.session.uninstall(["Rich"]).map(\.locked.name) == ["pygments", "rich"])
        #expect(await told(harness) == [six.sha256])
        #expect(try supply.packs == [six.sha256 + ".pack"])
        await harness.session.close()
    }

    @Test("modules are asked for by their names")
    func modules() async throws {
        let harness = SessionHarness(supply: supply())
        #expect(try await harness.session.missingModules(["knownone", "numpy", "knowntwo"]) == ["numpy"])
        await harness.session.close()
    }

    @Test("a session without a place for packages says so, and works")
    func noPlace() async throws {
        let harness = SessionHarness()
        #expect(try await harness.run("a").status == .ok)
        let error = await #expect(throws: ClocheError.self) {
            try await harness.session.install(InstallRequest(requirements: ["six"]))
        }
        #expect(error?.code == .installFailed)
        await harness.session.close()
    }

    // MARK: Stored sessions

    @Test("a session file names the packages, and carries them where that is wanted", arguments: [false, true])
    func file(carries: Bool) async throws {
        let first = SessionHarness(supply: supply())
        _ = try await first.session.install(InstallRequest(requirements: ["rich"]))
        _ = try await first.run("a")
        let path = folder.path + "/s.cloche"
        let report = try await first.session.save(to: path, withPackages: carries)
        await first.session.close()
        #expect(report.size == (try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int))
        let info = try SessionFileInfo(readingFrom: path)
        #expect(info.isLoadable && info.metadata.packages.map(\.name) == ["pygments", "rich"])
        #expect(info.sections.count { $0.name == "package" } == (carries ? 2 : 0))

        let bare = ScriptedSupply(folder, [])
        let second = SessionHarness(supply: bare)
        _ = try await second.run("b")
        guard carries else {
            let error = await #expect(throws: ClocheError.self) { try await second.session.restore(from: path) }
            #expect(error?.code == .packagesMissing)
            #expect(try await second.variables() == ["b"])
            return await second.session.close()
        }
        #expect(try await second.session.restore(from: path).packages.count == 2)
        #expect(await told(second) == [pygments.sha256, rich.sha256])
        #expect(try await second.variables() == ["a"])
        #expect(await second.session.packages.map(\.locked.isRequested) == [false, true])
        await second.session.close()
    }

    @Test("a file that does not fit leaves the packages as they were")
    func refusedFile() async throws {
        let first = SessionHarness(supply: supply())
        _ = try await first.session.install(InstallRequest(requirements: ["six"]))
        _ = try await first.run("a")
        let bytes = try await first.session.sessionBytes()
        await first.session.close()
        let supply = supply()
        let launcher = ScriptedLauncher { number in ScriptedRunner(refusesBoot: number == 2) }
        let second = SessionHarness(launcher, supply: supply)
        _ = try await second.session.install(InstallRequest(requirements: ["rich"]))
        await #expect(throws: ClocheError.self) { try await second.session.restore(bytes: bytes) }
        #expect(await second.session.packages.map(\.locked.name) == ["pygments", "rich"])
        #expect(try supply.packs == [pygments, rich].map { $0.sha256 + ".pack" }.sorted())
        await second.session.close()
    }

    @Test("a session that is resumed has its packages, and goes on telling of them")
    func resume() async throws {
        let journals = JournalFolder(path: folder.path + "/journals")
        let first = SessionHarness(journal: journals, supply: supply())
        _ = try await first.session.install(InstallRequest(requirements: ["rich"]))
        _ = try await first.run("a")
        _ = try await first.session.install(InstallRequest(requirements: ["six"]))
        await first.session.settle()
        await first.session.close(because: "signal", isWanted: false)
        let id = try #require(try journals.sessions().first?.id)

        let second = SessionHarness(journal: journals, supply: supply())
        #expect(try await second.session.resume(id).metadata.packages.map(\.name) == ["pygments", "rich", "six"])
        #expect(await told(second)?.count == 3)
        _ = try await second.session.uninstall(["rich"])
        await second.session.close(because: "signal", isWanted: false)

        let third = SessionHarness(journal: journals, supply: supply())
        _ = try await third.session.resume(id)
        #expect(await third.session.packages.map(\.locked.name) == ["six"])
        #expect(try await third.variables() == ["a"])
        await third.session.close()
    }

    @Test("cells that run again have the packages that they had")
    func rerun() async throws {
        let first = SessionHarness(supply: supply())
        _ = try await first.session.install(InstallRequest(requirements: ["six"]))
        _ = try await first.run("a")
        let path = folder.path + "/s.cloche"
        _ = try await first.session.save(to: path)
        await first.session.close()
        let second = SessionHarness(supply: supply())
        #expect(try await second.session.rerun(from: path).ran == 1)
        #expect(await told(second) == [six.sha256])
        await second.session.close()
    }
}
