import Testing

@testable import Cloche

struct KernelPolicyTests {
    private static let base =
        [
            "/lib rx", "/lib32 rx", "/lib64 rx", "/usr/lib rx", "/usr/lib32 rx", "/usr/lib64 rx", "/etc/ld.so.cache rx",
            "/rt/deno rx", "/rt/pyodide rx", "/rt/runner rx", "/dev/null fw", "/tmp/dd r",
        ] + DenoDirectory.databases.map { "/tmp/dd/\($0) fw" }
    private static let names = [
        "/etc/resolv.conf r", "/etc/hosts r", "/etc/host.conf r", "/etc/nsswitch.conf r", "/etc/gai.conf r",
        "/etc/services r", "/etc/ssl/certs r", "/etc/ssl/cert.pem r", "/etc/ssl/ca-bundle.pem r",
        "/etc/pki/tls/certs r",
        "/etc/pki/ca-trust r", "/etc/ca-certificates r", "/usr/share/ca-certificates r",
        "/usr/local/share/ca-certificates r",
    ]

    @Test func anEmptySetIsTheRuntime() {
        let policy = Self.policy()
        #expect(Self.lines(policy) == Self.base)
        #expect(policy.ports == [] && policy.sockets == .none)
    }

    @Test func grantedPathsAreNotExecutable() {
        let policy = Self.policy {
            $0[.read].items = ["/a"]
            $0[.write].items = ["/b"]
        }
        #expect(Self.lines(policy) == Self.base + ["/a r", "/b rw"])
    }

    @Test func allOfReadAndRunIsTheWholeDisk() {
        let policy = Self.policy {
            $0[.read].isAll = true
            $0[.run].isAll = true
        }
        #expect(Self.lines(policy) == Self.base + ["/ rx", "/usr rx", "/bin rx", "/sbin rx", "/etc/alternatives rx"])
    }

    @Test func aCommandComesWithTheSystemsPrograms() {
        let policy = Self.policy { $0[.run].items = ["/opt/tool"] }
        let programs = ["/usr rx", "/bin rx", "/sbin rx", "/etc/alternatives rx", "/opt/tool fx"]
        #expect(Self.lines(policy) == Self.base + programs)
    }

    @Test func allOfFFIDoesNotOpenTheDisk() {
        let policy = Self.policy { $0[.ffi].isAll = true }
        #expect(Self.lines(policy) == Self.base + ["/usr rx", "/bin rx", "/sbin rx", "/etc/alternatives rx"])
    }

    @Test func namesAndCertificatesComeWithNet() {
        let policy = Self.policy(certificates: "/home/ca.pem") { $0[.net].items = ["example.com:443"] }
        #expect(Self.lines(policy) == Self.base + Self.names + ["/home/ca.pem r"])
    }

    @Test(arguments: [
        (["example.com:443", "127.0.0.1:80", "10.0.0.1:443"], [80, 443] as [Int]?, KernelPolicy.Sockets.ipv4, true),
        (["example.com:443", "127.0.0.1"], nil, .ipv4, true),
        (["127.0.0.1:80", "10.0.0.0/8:443"], [80, 443], .ipv4, false),
        (["*.example.com:443"], [443], .ipv4, true),
        (["[::1]:80"], [80], .ip, false),
        ([], [], .none, false),
    ])
    func onlyNamedPortsAreOpen(
        _ items: [String],
        _ ports: [Int]?,
        _ sockets: KernelPolicy.Sockets,
        _ datagrams: Bool
    ) {
        let policy = Self.policy { $0[.net].items = items }
        #expect(policy.ports == ports && policy.sockets == sockets && policy.datagrams == datagrams)
    }

    @Test func allOfNetIsEveryPort() {
        let policy = Self.policy { $0[.net].isAll = true }
        #expect(policy.ports == nil && policy.sockets == .ipv4 && policy.datagrams)
    }

    private static func policy(
        certificates: String? = nil,
        change: (inout PermissionSet) -> Void = { _ in }
    ) -> KernelPolicy {
        var set = PermissionSet()
        change(&set)
        let runtime = Runtime(deno: "/rt/deno", pyodide: "/rt/pyodide", runner: "/rt/runner")
        return set.kernelPolicy(runtime: runtime, denoDirectory: "/tmp/dd", certificates: certificates)
    }

    /// Each rule as its path and letters: r read, f read files only, w write, x execute.
    private static func lines(_ policy: KernelPolicy) -> [String] {
        policy.rules.map { rule in
            let read = rule.access.contains(.read) ? "r" : rule.access.contains(.readFile) ? "f" : ""
            let write = rule.access.contains(.writeFile) ? "w" : ""
            return "\(rule.path) \(read)\(write)\(rule.access.contains(.execute) ? "x" : "")"
        }
    }
}
