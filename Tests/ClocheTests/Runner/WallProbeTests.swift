import CSpawn
import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)), .enabled(if: landlock_abi() >= 6, "the kernel's Landlock is too old"))
    struct WallProbeTests {
        private let probe: WallProbe

        init() throws {
            probe = try WallProbe(Runtime(deno: "/none/deno", pyodide: "/none/pyodide", runner: "/none/runner"))
        }

        @Test func insideOfTheWallsEveryAttemptIsRefused() async {
            let findings = await probe.kernel()
            probe.remove()
            #expect(findings.filter { !$0.holds } == [])
            #expect(findings.count == 11)
        }

        @Test func withoutWallsTheAttemptsSucceed() async throws {
            let outcomes = try #require(await probe.attempt(nil))
            probe.remove()
            let open = [
                cspawn_attempt_file, cspawn_attempt_link, cspawn_attempt_create, cspawn_attempt_granted,
                cspawn_attempt_connect, cspawn_attempt_listen, cspawn_attempt_udp, cspawn_attempt_local,
                cspawn_attempt_session, cspawn_attempt_group, cspawn_attempt_signal, cspawn_attempt_trace,
            ]
            #expect(open.map { outcomes.error($0) } == open.map { _ in 0 })
            let findings = KernelFindings.of(strict: outcomes, net: outcomes, landlock: 0)
            let broken = ["files", "links", "truncation", "ports", "sockets", "group", "signals", "isolation"]
            #expect(findings.filter { !$0.holds }.map(\.name) == broken)
        }
    }
#endif
