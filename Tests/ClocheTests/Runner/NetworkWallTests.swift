import CSpawn
import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)), .enabled(if: landlock_abi() >= 4, "the kernel cannot check TCP ports"))
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

        @Test func withoutANameToLookUpThereIsNoUDP() async throws {
            #expect(try await connect("udp/127.0.0.1/9", .ipv4, datagrams: false).contains("Permission denied"))
            #expect(try await connect("tcp/127.0.0.1/\(named.port)", .ipv4, datagrams: false) == "connected")
        }

        /// Whether or not names are looked up.
        @Test(arguments: [false, true])
        func nothingTalksOrListensPastTheNamedPorts(datagrams: Bool) async throws {
            let probe = try WallProbe(Runtime(deno: "/none/deno", pyodide: "/none/pyodide", runner: "/none/runner"))
            defer { probe.remove() }
            let outcomes = try #require(await probe.attempt(policy(.ipv4, datagrams)))
            #expect(outcomes.error(cspawn_attempt_connect) == EACCES)
            #expect(outcomes.error(cspawn_attempt_fastopen) == EOPNOTSUPP)
            #expect(outcomes.error(cspawn_attempt_multipath) == EPROTONOSUPPORT)
            #expect(outcomes.error(cspawn_attempt_listen) == EPERM)
            #expect(outcomes.error(cspawn_attempt_raw) == EACCES)
            #expect(outcomes.error(cspawn_attempt_local) == EACCES)
            #expect(outcomes.error(cspawn_attempt_udp) == (datagrams ? 0 : EACCES))
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
        private func connect(
            _ target: String,
            _ sockets: KernelPolicy.Sockets,
            datagrams: Bool = true
        ) async throws -> String {
            let command = "exec 2>&1; : >/dev/\(target) && printf connected"
            return try await Shell.run(command, program: "/bin/bash", policy: policy(sockets, datagrams))
        }

        private func policy(_ sockets: KernelPolicy.Sockets, _ datagrams: Bool) -> KernelPolicy {
            KernelPolicy(
                rules: [LandlockRule(path: "/", access: [.read, .write, .execute])],
                ports: [named.port],
                sockets: sockets,
                datagrams: datagrams
            )
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
