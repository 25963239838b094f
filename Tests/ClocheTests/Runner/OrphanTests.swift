import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)), .enabled(if: TestRuntime.deno != nil, "there is no Deno"))
    struct OrphanTests {
        /// Says where its folder is, then never stops by itself and never looks at its input.
        private static let stubborn = "console.log(Deno.pid); for (;;) {}"

        @Test(arguments: [SIGKILL, SIGTERM])
        func theRunnerGoesWithItsParent(_ signal: Int32) async throws {
            let runtime = try TestRuntime(supervisor: Self.stubborn)
            let parent = try Self.startProbe(runtime.runtime)
            let output = try #require(parent.standardOutput as? Pipe)
            let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
            let runner = try #require(Int32(line.trimmingCharacters(in: .newlines)))
            #expect(kill(runner, 0) == 0)
            kill(parent.processIdentifier, signal)
            parent.waitUntilExit()
            let deadline = ContinuousClock.now + .seconds(1)
            while Self.isRunning(runner, runtime), ContinuousClock.now < deadline { await Task.yield() }
            #expect(!Self.isRunning(runner, runtime))
        }

        @Test func theNextStartRemovesWhatWasLeft() async throws {
            let parent = try #require(PermissionResolver.realPath(NSTemporaryDirectory()))
            let left = try DenoDirectory.make(in: parent)
            left.abandon()
            let used = try DenoDirectory.make(in: parent)
            defer { used.remove() }
            #expect(!FileManager.default.fileExists(atPath: left.path))
            let other = try DenoDirectory.make(in: parent)
            defer { other.remove() }
            #expect(FileManager.default.fileExists(atPath: used.path))
        }

        @Test func aNewFolderStartsWithTheCompiledCode() async throws {
            let runtime = try TestRuntime()
            try "code".write(toFile: runtime.folder + "/data/code_v2", atomically: true, encoding: .utf8)
            let made = try DenoDirectory.make(in: runtime.folder, template: runtime.folder + "/data")
            defer { made.remove() }
            #expect(try String(contentsOfFile: made.path + "/code_v2", encoding: .utf8) == "code")
        }

        private static func startProbe(_ runtime: Runtime) throws -> Process {
            let products = (CommandLine.arguments[0] as NSString).deletingLastPathComponent
            let process = Process()
            process.executableURL = URL(fileURLWithPath: products + "/RunnerProbe")
            process.arguments = [runtime.deno, runtime.pyodide, runtime.runner]
            process.standardOutput = Pipe()
            try process.run()
            return process
        }

        /// Whether the process is there and still the runner: the number might have been given away.
        private static func isRunning(_ process: Int32, _ runtime: TestRuntime) -> Bool {
            let path = "/proc/\(process)/cmdline"
            let line = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            return line.contains(runtime.folder)
        }
    }
#endif
