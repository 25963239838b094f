import Foundation
import Synchronization
import Testing

@testable import Cloche

/// What Ctrl-C does while a download goes on that would last for ever.
@Suite(
    "Downloads that are cancelled",
    .timeLimit(.minutes(5)),
    .enabled("pip cannot get uv, or no runtime is installed") { await PackageHome.hasResolver }
)
struct PackageCancelTests {
    /// More than pip and the installer read before they write.
    private let index: LocalIndex

    init() throws { index = try LocalIndex([.init(name: "slow", padding: 3 << 20), .init(name: "quick")]) }

    @Test("From an index: cache, staging folder and session are as they were, and no process is left")
    func fromIndex() async throws {
        let server = try FolderServer(folder: index.folder.path, isSlow: true)
        try await check(try await PackageHome(["PIP_INDEX_URL": "http://127.0.0.1:\(server.port)/simple"]))
    }

    @Test("From Pyodide's distribution: the same")
    func fromDistribution() async throws {
        let file = "slow-1.0-py3-none-any.whl"
        let entry =
            [
                "name": "slow", "version": "1.0", "file_name": file, "sha256": index.hashes[file] ?? "",
                "imports": ["slow"],
                "depends": [String](), "package_type": "package",
            ] as [String: Any]
        let lock = try JSONSerialization.data(withJSONObject: ["packages": ["slow": entry]])
        let mirror = index.folder.path + "/files"
        try lock.write(to: URL(filePath: mirror + "/pyodide-lock.json"))
        let server = try FolderServer(folder: mirror, isSlow: true)
        let settings = ["PIP_NO_INDEX": "1", "CLOCHE_PYODIDE_PACKAGES": "http://127.0.0.1:\(server.port)"]
        try await check(try await PackageHome(lock: lock, settings))
    }

    private func check(_ home: PackageHome) async throws {
        try await withOpen(home.session()) { session in
            _ = try await session.install(InstallRequest(wheels: [index.path("quick-1.0-py3-none-any.whl")]))
            #expect(try await session.execute("kept = 7").status == .ok)
            let before = home.files()
            let (received, begun) = AsyncStream<Void>.makeStream()
            let task = Task {
                try await session.install(InstallRequest(requirements: ["slow"])) { event in
                    if case .downloading("slow", 1..., _) = event { begun.finish() }
                }
            }
            let ended = Task {
                _ = await task.result
                begun.finish()
            }
            for await _ in received {}
            task.cancel()
            let error = await #expect(throws: ClocheError.self) { try await task.value }
            await ended.value
            #expect(error?.code == .installCancelled, "\(error?.message ?? "")")
            #expect(home.files() == before)
            #expect(home.processes == [])
            #expect(await session.packages.map(\.locked.name) == ["quick"])
            #expect(try await session.execute("import quick; kept").value == "7")
            let again = try await session.install(InstallRequest(requirements: ["quick"]))
            #expect(again.alreadyThere == ["quick"])
        }
    }
}
