import CSpawn
import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(1)), .enabled(if: landlock_abi() >= 4, "the kernel cannot check TCP ports"))
    struct NetworkWallTests {
        let named: Listener
        let other: Listener

        init() throws {
            named = try Listener()
            other = try Listener()
        }

        @Test func theKernelConnectsToNamedPortsOnly() async throws {
            #expect(try await connect("tcp/127.0.0.1/\(named.port)", .ipv4) == "connected")
            #expect(try await connect("tcp/127.0.0.1/\(other.port)", .ipv4).contains("Permission denied"))
        }

        @Test(arguments: ["tcp/127.0.0.1/9", "udp/127.0.0.1/9", "udp/::1/9"])
        func withoutNetThereAreNoSockets(_ target: String) async throws {
            let text = try await connect(target, .none)
            #expect(text.contains("Permission denied") || text.contains("not supported"))
        }

        @Test func withoutAnIPv6AddressThereIsNoIPv6() async throws {
            #expect(try await connect("udp/::1/9", .ipv4).contains("not supported"))
            #expect(try await connect("udp/::1/9", .ip) == "connected")
            #expect(try await connect("udp/127.0.0.1/9", .ipv4) == "connected")
        }

        @Test(.enabled(if: TestRuntime.deno != nil, "there is no Deno"))
        func denoReachesWhatIsNamed() async throws {
            let lines = try await deno(granting: ["127.0.0.1:\(named.port)"])
            #expect(lines == ["connected", "NotCapable", "NotCapable", "NotCapable"])
        }

        @Test(.enabled(if: TestRuntime.deno != nil, "there is no Deno"))
        func localhostIsANameLikeOthers() async throws {
            let lines = try await deno(granting: ["localhost:\(named.port)"])
            #expect(lines == ["NotCapable", "NotCapable", "connected", "NotCapable"])
        }

        @Test(.enabled(if: TestRuntime.deno != nil, "there is no Deno"))
        func allOfNetReachesNothingLocal() async throws {
            let lines = try await deno(granting: [])
            #expect(lines == ["NotCapable", "NotCapable", "NotCapable", "NotCapable"])
        }

        @Test(.enabled(if: TestRuntime.deno != nil, "there is no Deno"))
        func anAddressNamedBesideAllOfNetIsReached() async throws {
            let lines = try await deno(granting: [], besides: ["127.0.0.1"])
            #expect(lines == ["connected", "connected", "connected", "NotCapable"])
        }

        /// What Bash says to opening one of its network files.
        private func connect(_ target: String, _ sockets: KernelPolicy.Sockets) async throws -> String {
            let policy = KernelPolicy(
                rules: [LandlockRule(path: "/", access: [.read, .write, .execute])],
                ports: [named.port],
                sockets: sockets
            )
            let command = "exec 2>&1; : >/dev/\(target) && printf connected"
            return try await Shell.run(command, program: "/bin/bash", policy: policy)
        }

        /// What Deno says to connecting to the named port, the other one, the named one by name, and one on `0.0.0.0`.
        private func deno(granting items: [String], besides: [String] = []) async throws -> [String] {
            let script = """
                for (const [hostname, port] of [
                    ["127.0.0.1", \(named.port)], ["127.0.0.1", \(other.port)],
                    ["localhost", \(named.port)], ["0.0.0.0", \(named.port)],
                ]) {
                    try {
                        (await Deno.connect({ hostname, port })).close();
                        console.log("connected");
                    } catch (error) {
                        console.log(error.name);
                    }
                }
                """
            let runtime = try TestRuntime(supervisor: script)
            var permissions = PermissionSet()
            try permissions.allow(.net, items)
            if !besides.isEmpty { try permissions.allow(.net, besides) }
            let runner = try await RunnerProcess.start(
                runtime: runtime.runtime,
                permissions: permissions,
                limits: Limits()
            )
            var text = ""
            while let chunk = await runner.receive() { text += String(decoding: chunk, as: UTF8.self) }
            await runner.close()
            return text.split(separator: "\n").map(String.init)
        }
    }
#endif
