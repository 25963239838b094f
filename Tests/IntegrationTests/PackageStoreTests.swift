import ClocheTestSupport
import Foundation
import Synchronization
import Testing

@testable import Cloche

/// The real installer, on wheels that are made here, and a cache of its own.
@Suite(
    "Packages are checked, packed and kept",
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
final class PackageStoreTests {
    private let folder: String

    init() throws {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        folder = PermissionResolver.realPath(made.path) ?? made.path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private var environment: [String: String] { ["XDG_CACHE_HOME": folder] }
    private var cache: PackageCache { .current(environment: environment) }

    @Test("Wheels are packed once, for their owner to read only, and what they were made of is left alone")
    func added() async throws {
        let files = try [TestWheel("glass-house", metadata: ["Requires-Dist: idna"]), TestWheel("six", "2.0")]
            .map { try $0.write(to: folder) }
        let events = EventLog()
        let staging = try cache.makeStaging()
        try await cache.add(files, staging: staging) { events.append($0) }
        try await cache.add(files, staging: staging) { events.append($0) }
        staging.remove()
        let ready = [InstallEvent.ready(name: "glass-house"), .ready(name: "six")]
        #expect(
            events.all == [.unpacking(name: "glass-house"), .unpacking(name: "six")] + ready + ready
        )
        let entries = cache.entries()
        #expect(entries.map(\.locked) == files.map(\.package))
        #expect(entries.map(\.summary.imports) == [["glass_house"], ["six"]])
        #expect(entries.first?.summary.requires == ["idna"])
        for (package, path) in files {
            #expect(try cache.index(of: package.sha256).summary.packBytes > 0)
            #expect(FileManager.default.contentsEqual(atPath: path, andPath: try cache.archive(of: package.sha256)))
            let place = cache.place(of: package.sha256)
            for name in try FileManager.default.contentsOfDirectory(atPath: place) {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(place)/\(name)")
                #expect(attributes[.posixPermissions] as? Int == 0o400, "\(name)")
            }
        }
        #expect(try leftovers() == [])
    }

    @Test("One unsound wheel keeps all out, and nothing is left")
    func unsound() async throws {
        var hostile = TestWheel("hostile")
        hostile.unlisted = ["../../escaped.py": Array("print()".utf8)]
        let sound = try TestWheel("sound").write(to: folder)
        var wrong = try TestWheel("wrong").write(to: folder)
        wrong.package.sha256 = String(repeating: "0", count: 64)
        let elsewhere = try TestWheel("elsewhere", tag: "cp314-cp314-win_amd64").write(to: folder)
        let later = try TestWheel("later", metadata: ["Requires-Python: >=3.15"]).write(to: folder)
        let cases = [
            (try hostile.write(to: folder), "has a path that leads elsewhere, or that is none: \"../../escaped.py\""),
            (wrong, "has another SHA-256 than expected"), (later, "needs Python >=3.15, this is 3.14.2"),
            (
                elsewhere,
                "is made for cp314-cp314-win_amd64; here run py3-none-any and cp314-cp314-pyemscripten_2026_0_wasm32"
            ),
        ]
        for (file, reason) in cases {
            let staging = try cache.makeStaging()
            let error = await failure { () throws(ClocheError) in
                try await cache.add([sound, file], staging: staging)
            }
            staging.remove()
            #expect(error?.code == .packageInvalid)
            #expect(error?.message == "Cannot install packages: '\(file.package.file)' \(reason)")
        }
        #expect(cache.entries() == [])
        #expect(try leftovers() == [])
    }

    @Test("An installation that is cancelled keeps nothing")
    func cancelled() async throws {
        let file = try TestWheel("glass").write(to: folder)
        let staging = try cache.makeStaging()
        let cache = cache
        let task = Task {
            await failure { () throws(ClocheError) in try await cache.add([file], staging: staging) }
        }
        task.cancel()
        let error = await task.value
        staging.remove()
        #expect(error?.code == .installCancelled)
        #expect(cache.entries() == [])
        #expect(try leftovers() == [])
    }

    @Test("A file comes from a server on this machine, and another one under its hash does not")
    func fetched() async throws {
        let wheel = TestWheel("glass")
        let file = try wheel.write(to: folder)
        let server = try FileServer(folder: folder)
        let program = InstallerProgram(runtime: try Runtime.locate(), environment: environment)
        let staging = try cache.makeStaging()
        var job = InstallerProgram.FetchJob(
            url: "http://127.0.0.1:\(server.port)/\(wheel.file)",
            sha256: file.package.sha256,
            file: wheel.file,
            bytes: file.package.bytes
        )
        let paths = try await program.fetch([job], in: staging) { _, _ in }
        let path = try #require(paths[file.package.sha256])
        try await cache.add([(file.package, path)], staging: staging)
        #expect(cache.contains(file.package.sha256))
        job.sha256 = String(repeating: "0", count: 64)
        let wrong = job
        let error = await failure { () throws(ClocheError) in
            _ = try await program.fetch([wrong], in: staging) { _, _ in }
        }
        #expect(error?.code == .packageInvalid)
        #expect(error?.message.hasSuffix("/\(wheel.file): it has another SHA-256") == true)
        staging.remove()
    }

    private func leftovers() throws -> [String] {
        let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
        return names.filter { !$0.isSHA256 && $0 != ".lock" }
    }
}

/// What a call throws; nil where it does not.
private func failure(_ call: () async throws(ClocheError) -> Void) async -> ClocheError? {
    do throws(ClocheError) {
        try await call()
        return nil
    } catch {
        return error
    }
}

/// What an installation told, in order.
private final class EventLog: Sendable {
    private let events = Mutex<[InstallEvent]>([])

    var all: [InstallEvent] { events.withLock { $0 } }

    func append(_ event: InstallEvent) {
        events.withLock { $0.append(event) }
    }
}

/// Python's own HTTP server, for the files of a folder, on the loopback; it ends with this value.
private final class FileServer {
    let port: Int
    private let process = Process()

    init(folder: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let arguments = ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]
        process.arguments = ["python3"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.contains("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw CocoaError(.executableLoad) }
            line += String(decoding: piece, as: UTF8.self)
        }
        guard let match = line.firstMatch(of: /port (\d+)/), let port = Int(match.1) else {
            throw CocoaError(.executableLoad)
        }
        self.port = port
    }

    deinit {
        // Not SIGTERM: the threads that tests run on have it blocked, and children inherit that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
