import Foundation
import Testing

@testable import Cloche

/// What `cloche doctor --packages` goes by.
@Suite("Sources of packages are tried", .timeLimit(.minutes(5)))
struct PackageTrialTests {
    @Test("Each time from nothing, from one source alone, and nothing is left")
    func index() async throws {
        let home = FileManager.default.temporaryDirectory.appending(path: "cloche-trial-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: home) }
        let full = try LocalIndex([.init(name: "alpha")])
        let empty = try LocalIndex([])
        let runtime = try Runtime.locate()
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PIP_") }
        environment["PIP_CONFIG_FILE"] = "/dev/null"
        environment["XDG_CACHE_HOME"] = home
        environment["CLOCHE_UV"] = try await PackageResolverTests.uv.value
        environment["CLOCHE_PYODIDE_PACKAGES"] = full.folder.path + "/files"
        let request = InstallRequest(requirements: ["alpha"])

        environment["PIP_INDEX_URL"] = full.address
        let first = try await PackageTrial(from: .index, limits: Limits(), runtime: runtime, environment: environment)
        let report = try await first.session.install(request)
        #expect(report.installed.map(\.locked.source) == [.file(full.path("alpha-1.0-py3-none-any.whl"))])
        await first.end()

        environment["PIP_INDEX_URL"] = empty.address
        for source in [PackageTrial.Source.index, .distribution] {
            let trial = try await PackageTrial(
                from: source,
                limits: Limits(),
                runtime: runtime,
                environment: environment
            )
            // The distribution's lock has no such package, and the index is not asked for it.
            let error = await #expect(throws: ClocheError.self) { try await trial.session.install(request) }
            #expect(error?.code == .packageNotFound)
            await trial.end()
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/cloche") == [])
    }
}
