import Testing

@testable import Cloche

@Suite("Packages of a runner", .timeLimit(.minutes(5)))
struct PackageConnectionTests {
    private let runner = ScriptedRunner()
    private let six = PackagePart(sha256: String(repeating: "0f", count: 32), index: Array("{}".utf8))
    private let attrs = PackagePart(sha256: String(repeating: "a1", count: 32), index: Array("{}".utf8))

    @Test("packages are there from the boot, whether from the baseline or from an image")
    func boot() async throws {
        let connection = start()
        _ = try await connection.boot(.make(), from: nil, packages: [six])
        #expect(await runner.packages == [six.sha256])
        guard case .boot(let request) = await runner.received.first else { throw Unexpected() }
        #expect(request.loadedFrom == .baseline && request.parts == 1 && request.site == "/sites/a")
        await connection.close()
    }

    @Test("the whole set is told anew after each change")
    func change() async throws {
        let connection = start()
        _ = try await connection.boot(.make(), from: nil, packages: [six])
        try await connection.setPackages([attrs, six])
        #expect(await runner.packages == [attrs.sha256, six.sha256])
        try await connection.setPackages([])
        #expect(await runner.packages == [])
        await connection.close()
    }

    @Test("more names than one message holds are asked for in several")
    func modules() async throws {
        let connection = start()
        _ = try await connection.boot(.make(), from: nil)
        let names = (0..<1500).map { $0 % 2 == 0 ? "known\($0)" : "new\($0)" }
        let missing = try await connection.missingModules(names + ["", "a\nb"])
        #expect(missing == names.filter { $0.hasPrefix("new") })
        #expect(await runner.count(of: .modules) == 2)
        await connection.close()
    }

    @Test("a missing module that nobody asked for ends the runner")
    func tampering() async throws {
        let connection = start()
        _ = try await connection.boot(.make(), from: nil)
        let error = await #expect(throws: ClocheError.self) { try await connection.missingModules(["tamper"]) }
        #expect(error?.code == .sandboxTampered)
        await connection.close()
    }

    private struct Unexpected: Error {}

    private func start() -> RunnerConnection {
        Task { [runner] in await runner.play() }
        return RunnerConnection(runner.transport, timing: SessionTiming(), maximumCheckpointBytes: 1 << 20)
    }
}

extension BootRequest {
    fileprivate static func make() -> BootRequest {
        BootRequest(key: "", workingDirectory: "/", site: "/sites/a")
    }
}
