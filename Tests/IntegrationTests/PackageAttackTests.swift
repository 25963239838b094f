import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

extension EndToEnd {
    /// Hostile cells, with all of read and write granted, before, during and after an installation.
    @Suite(
        "Cells reach no package",
        .timeLimit(.minutes(5)),
        .enabled("pip cannot get uv, or no runtime is installed") { await PackageHome.hasResolver }
    )
    final class PackageAttackTests {
        private let program: Program
        private let index: LocalIndex
        private let server: FolderServer

        init() throws {
            program = try Program()
            index = try LocalIndex([
                .init(name: "alpha", requires: ["beta"]), .init(name: "beta"), .init(name: "gamma"),
            ])
            server = try FolderServer(folder: index.folder.path)
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
                path: "Scripts/attack_packages.py"
            )
            try FileManager.default.copyItem(atPath: script.path, toPath: program.path("attack_packages.py"))
            try FileManager.default.createDirectory(atPath: program.path("none"), withIntermediateDirectories: true)
        }

        deinit { program.remove() }

        private func settings() async throws -> [String: String] {
            [
                "PIP_CONFIG_FILE": "/dev/null", "PIP_INDEX_URL": "http://127.0.0.1:\(server.port)/simple",
                "CLOCHE_PYODIDE_PACKAGES": program.path("none"), "CLOCHE_UV": try await PackageResolverTests.uv.value,
            ]
        }

        /// What every hostile cell begins with, as a module; cells see the home of the run at one of two places.
        private func writeHead() throws {
            let names = index.hashes.values.sorted().map { "'\($0)'" }.joined(separator: ", ")
            let home = PermissionResolver.realPath(program.folder.path) ?? program.folder.path
            let head = """
                import asyncio, os, sys
                from attack_packages import attack, attack_on
                home = next(folder for folder in ("\(home)", "/host\(home)") if os.path.isdir(folder))
                places = (home + "/.cache/cloche", [\(names)], \(server.port))
                done, rounds = [], []

                """
            try Data(head.utf8).write(to: URL(filePath: program.path("head.py")))
        }

        private var begin: String {
            let home = PermissionResolver.realPath(program.folder.path) ?? program.folder.path
            return "import sys; sys.path[:0] = ['\(home)', '/host\(home)']; from head import *"
        }

        @Test("The session that installs, one beside it all the while, and one that comes later get nothing")
        func attacks() async throws {
            try writeHead()
            let settings = try await settings()
            let beside = """
                while not os.path.exists(home + "/stop"):
                    done += attack(*places)
                    rounds.append(1)
                    open(home + "/begun", "w").close()
                print(done, len(rounds) > 1)
                """
            // Nothing here waits in a task of its own: that would take a thread away from the tests that run beside this one.
            let watching = try program.terminal(
                "--allow-read",
                "--allow-write",
                "--timeout=300",
                "-c",
                begin + "\n" + beside,
                environment: settings
            )
            let begun = program.path("begun")
            #expect(watching.wait(timeout: .seconds(60), untilTrue: { FileManager.default.fileExists(atPath: begun) }))
            try install(settings)
            try Data().write(to: URL(filePath: program.path("stop")))
            #expect(watching.wait(for: "[] True", timeout: .seconds(60)), "\(watching.screen.text)")
            #expect(watching.waitExit() == 0)
            let last = begin + "\nprint(attack(*places))"
            let later = try program.run("--allow-read", "--allow-write", "-c", last, environment: settings)
            #expect(later.stdout == "[]\n", "\(later.stderr)")
            try checkCache()
        }

        /// Installs in a session that attacks before, after, and in a task that goes on whenever it can.
        private func install(_ settings: [String: String]) throws {
            let terminal = try program.terminal("--allow-read", "--allow-write", environment: settings, columns: 300)
            let lines = [
                begin, "done += attack(*places); loop = asyncio.ensure_future(attack_on(done, rounds, *places))",
                ":install alpha", "done += attack(*places)", ":install gamma",
                "await asyncio.sleep(0.1); loop.cancel()",
                "import alpha, beta, gamma; ('got', done, len(rounds) > 1, gamma.__version__)",
            ]
            var cell = 1
            for line in lines {
                #expect(terminal.wait(timeout: .seconds(120)) { $0.text.hasSuffix("In [\(cell)]:") }, "\(line)")
                terminal.send(line + "\r")
                if !line.hasPrefix(":") { cell += 1 }
                #expect(terminal.wait { $0.text.contains(line) }, "\(line)")
            }
            #expect(terminal.wait(for: "('got', [], True, '1.0')"), "\(terminal.screen.text)")
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        /// Everything in the cache is what was installed, and nothing else is there.
        private func checkCache() throws {
            let cache = PackageCache.current(environment: ["HOME": program.folder.path])
            #expect(cache.entries().map(\.locked.name) == ["alpha", "beta", "gamma"])
            for package in cache.entries() { #expect(cache.isSound(package.locked.sha256)) }
            let names = try FileManager.default.contentsOfDirectory(atPath: cache.folder)
            #expect(names.filter { !$0.isSHA256 }.sorted() == [".lock", "uv"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: cache.folder + "/../sites") == [])
        }
    }
}
