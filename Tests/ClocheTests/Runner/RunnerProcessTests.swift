import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)), .enabled(if: TestRuntime.deno != nil, "there is no Deno"))
    struct RunnerProcessTests {
        private static let echo = """
            const bytes = new Uint8Array(1 << 16);
            for (let count; (count = Deno.stdin.readSync(bytes)) !== null; ) {
                for (let sent = 0; sent < count; ) sent += Deno.stdout.writeSync(bytes.subarray(sent, count));
            }
            """

        @Test func whatIsSentComesBack() async throws {
            let runner = try await Self.start(Self.echo)
            let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let process = runner.process
            async let sending: Void = process.send(bytes)
            var received: [UInt8] = []
            while received.count < bytes.count, let chunk = await process.receive() { received += chunk }
            try await sending
            #expect(received == bytes)
            await runner.process.close()
            #expect(await runner.process.waitForExit() == .signal(9))
        }

        @Test func sendsKeepTheirOrder() async throws {
            let runner = try await Self.start(Self.echo)
            for number in 0..<2000 { try await runner.process.send(Array("\(number),".utf8)) }
            let expected = (0..<2000).map { "\($0)," }.joined()
            var text = ""
            while text.utf8.count < expected.utf8.count, let chunk = await runner.process.receive() {
                text += String(decoding: chunk, as: UTF8.self)
            }
            #expect(text == expected)
            await runner.process.close()
        }

        @Test func aRunnerThatIgnoresItsInputIsKilledByClose() async throws {
            let runner = try await Self.start("Deno.stdout.writeSync(new Uint8Array([1])); for (;;) {}")
            #expect(await runner.process.receive() == [1])
            await runner.process.close()
            #expect(await runner.process.waitForExit() == .signal(9))
        }

        @Test func terminateEndsTheRunnerAndItsStream() async throws {
            let runner = try await Self.start(Self.echo)
            runner.process.terminate()
            #expect(await runner.process.receive() == nil)
            #expect(await runner.process.waitForExit() == .signal(9))
            let error = await #expect(throws: ClocheError.self) { try await runner.process.send([1]) }
            #expect(error?.code == .transportClosed)
            await runner.process.close()
        }

        @Test func aFloodWaitsInTheRunner() async throws {
            let flood = "const b = new Uint8Array(1 << 20); for (;;) Deno.stdout.writeSync(b);"
            let runner = try await Self.start(flood)
            _ = await runner.process.receive()
            let before = Self.residentBytes()
            try await Task.sleep(for: .milliseconds(500))
            #expect(Self.residentBytes() - before < 64 << 20)
            await runner.process.close()
        }

        @Test func theTailOfItsErrorsIsKept() async throws {
            let runner = try await Self.start("console.error('x'.repeat(100000)); console.error('the end');")
            _ = await runner.process.waitForExit()
            while !runner.process.diagnostics.hasSuffix("the end\n") { await Task.yield() }
            #expect(runner.process.diagnostics.utf8.count == 64 << 10)
            await runner.process.close()
        }

        @Test func itsFolderIsRemoved() async throws {
            let runner = try await Self.start(
                "Deno.stdout.writeSync(new TextEncoder().encode(Deno.env.get('DENO_DIR')));"
            ) {
                try $0.allow(.env, [])
            }
            let bytes = try #require(await runner.process.receive())
            let folder = String(decoding: bytes, as: UTF8.self)
            #expect(folder.contains("/cloche-deno-"))
            await runner.process.close()
            #expect(!FileManager.default.fileExists(atPath: folder))
        }

        @Test func theEnvironmentIsNotPassedOn() async throws {
            let runner = try await Self.start("console.log(Object.keys(Deno.env.toObject()).sort().join());") {
                try $0.allow(.env, [])
            }
            let bytes = try #require(await runner.process.receive())
            #expect(String(decoding: bytes, as: UTF8.self) == "DENO_DIR,DENO_NO_UPDATE_CHECK,NO_COLOR,PATH\n")
            await runner.process.close()
        }

        @Test func aLinkOutOfAGrantedFolderIsRefusedByTheKernel() async throws {
            let script = """
                const folder = new URL("../data/", import.meta.url).pathname;
                for (const name of ["file", "link"]) {
                    try { console.log(Deno.readTextFileSync(folder + name)); } catch (error) { console.log(error.code); }
                }
                """
            let runner = try TestRuntime(supervisor: script)
            try "fine".write(toFile: runner.folder + "/data/file", atomically: true, encoding: .utf8)
            try FileManager.default.createSymbolicLink(
                atPath: runner.folder + "/data/link",
                withDestinationPath: "/etc/passwd"
            )
            var permissions = PermissionSet()
            try permissions.allow(.read, [runner.folder + "/data"])
            let process = try await RunnerProcess.start(
                runtime: runner.runtime,
                permissions: permissions,
                limits: Limits()
            )
            var text = ""
            while let chunk = await process.receive() { text += String(decoding: chunk, as: UTF8.self) }
            #expect(text == "fine\nEACCES\n")
            await process.close()
        }

        private struct Started {
            let runtime: TestRuntime
            let process: RunnerProcess
        }

        private static func start(
            _ script: String,
            grant: (inout PermissionSet) throws -> Void = { _ in }
        ) async throws -> Started {
            let runtime = try TestRuntime(supervisor: script)
            var permissions = PermissionSet()
            try grant(&permissions)
            let process = try await RunnerProcess.start(
                runtime: runtime.runtime,
                permissions: permissions,
                limits: Limits()
            )
            return Started(runtime: runtime, process: process)
        }

        private static func residentBytes() -> Int {
            let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
            return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
        }
    }
#endif
