import Foundation
import Testing

@testable import Cloche

struct DenoFlagsTests {
    private static let runtime = Runtime(deno: "/rt/deno", pyodide: "/rt/pyodide", runner: "/rt/runner")
    private static let belt = [
        "--no-prompt", "--no-remote", "--no-npm", "--cached-only", "--no-config", "--no-lock", "--deny-sys",
        "--deny-import",
        "--v8-flags=--disallow-code-generation-from-strings,"
            + "--stack-size=120000,--wasm-stack-switching-stack-size=124000",
    ]
    private static let read = "--allow-read=/rt/pyodide,/rt/runner"

    @Test func anEmptySetReadsTheRuntimeOnly() throws {
        #expect(try Self.flags() == Self.belt + [Self.read])
    }

    @Test func compiledCodeIsMadeWithTheFlagsOfSessions() throws {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let script = try String(contentsOf: repository.appendingPathComponent("runner/fill-cache"), encoding: .utf8)
        #expect(script.contains(" \(PermissionSet.engineFlags) "))
    }

    @Test func whatMayBeWrittenMayBeRead() throws {
        let flags = try Self.flags {
            $0[.read].items = ["/a"]
            $0[.write].items = ["/b"]
            $0[.write].denied = ["/b/c"]
        }
        #expect(
            flags == Self.belt + [
                "--allow-read=/a,/b,/rt/pyodide,/rt/runner", "--allow-write=/b",
                "--deny-write=/b/c,/rt/deno,/rt/pyodide,/rt/runner",
            ]
        )
    }

    @Test func allOfWriteStillLeavesTheRuntimeAlone() throws {
        let flags = try Self.flags { $0[.write].isAll = true }
        let expected = ["--allow-read", "--allow-write", "--deny-write=/rt/deno,/rt/pyodide,/rt/runner"]
        #expect(flags == Self.belt + expected)
    }

    @Test func noGrantOfWriteReachesClochesOwnFiles() throws {
        var set = PermissionSet()
        set[.write].items = ["/home/me"]
        let own = OwnFiles.paths { ["HOME": "/home/me", "XDG_STATE_HOME": "/home/me/state/"][$0] }
        #expect(own == ["/home/me/.cache/cloche", "/home/me/.config/cloche", "/home/me/state/cloche"])
        let flags = try set.denoFlags(runtime: Self.runtime, ownAddresses: [], ownFiles: own)
        let denied = (own + ["/rt/deno", "/rt/pyodide", "/rt/runner"]).joined(separator: ",")
        #expect(flags.last == "--deny-write=" + denied)
        let launch = try RunnerLaunch(runtime: Self.runtime, permissions: set, limits: Limits(), ownFiles: own)
        #expect(launch.arguments.contains("--deny-write=" + denied))
        #expect(OwnFiles.paths { _ in nil } == [])
        #expect(OwnFiles.paths { ["CLOCHE_UV": "/opt/uv"][$0] } == ["/opt/uv"])
    }

    @Test func packagesOfOthersStayClosedWhateverIsGranted() throws {
        let walls = PackageWalls(
            site: "/c/sites/site-1",
            unreadable: ["/c/packages", "/c/sites/site-2"],
            unwritable: ["/c/packages", "/c/sites"]
        )
        func flags(_ change: (inout PermissionSet) -> Void) throws -> [String] {
            var set = PermissionSet()
            change(&set)
            return try set.denoFlags(runtime: Self.runtime, ownAddresses: [], packages: walls)
        }
        #expect(try flags { _ in } == Self.belt + ["--allow-read=/c/sites/site-1,/rt/pyodide,/rt/runner"])
        let all = try flags {
            $0[.read].isAll = true
            $0[.write].isAll = true
        }
        #expect(
            all == Self.belt + [
                "--allow-read", "--deny-read=/c/packages,/c/sites/site-2", "--allow-write",
                "--deny-write=/c/packages,/c/sites,/rt/deno,/rt/pyodide,/rt/runner",
            ]
        )
        let inside = try flags { $0[.write].items = ["/c/packages/a", "/c/sites/site-2/b", "/rt/deno", "/x"] }
        #expect(
            inside == Self.belt + [
                "--allow-read=/c/sites/site-1,/rt/deno,/rt/pyodide,/rt/runner,/x",
                "--deny-read=/c/packages,/c/sites/site-2", "--allow-write=/x",
                "--deny-write=/c/packages,/c/sites,/rt/deno,/rt/pyodide,/rt/runner",
            ]
        )
        let nothing = try flags { $0[.write].items = ["/c/packages/a"] }
        #expect(!nothing.contains { $0.hasPrefix("--allow-write") })
        let error = #expect(throws: ClocheError.self) { try flags { $0[.read].denied = ["/c"] } }
        #expect(error?.message.hasSuffix("Python itself is read from '/c/sites/site-1'") == true)
    }

    @Test func theWallsAroundPackagesAreThoseOfTheMachine() throws {
        let home = try PackageFolder()
        let folders = try #require(PackageFolders(environment: home.environment))
        #expect(folders.packages == home.path + "/cloche/packages")
        let (own, other) = (
            try SiteFolder.make(environment: home.environment), try SiteFolder.make(environment: home.environment)
        )
        let walls = PackageWalls.current(site: own.path, folders: folders)
        #expect(walls.unreadable == [folders.packages, other.path])
        #expect(walls.unwritable == [folders.packages, folders.sites])
        #expect(walls.site == own.path)
        #expect(PackageWalls.current(site: nil, folders: nil) == PackageWalls())
    }

    @Test func aFileOfSettingsThatIsALinkIsProtectedWhereItLeads() throws {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-own-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: made) }
        let config = made.appendingPathComponent("config/cloche")
        try FileManager.default.createDirectory(at: config, withIntermediateDirectories: true)
        let home = try #require(PermissionResolver.realPath(made.path))
        try FileManager.default.createSymbolicLink(
            atPath: config.appendingPathComponent("config.toml").path,
            withDestinationPath: "../../dotfiles.toml"
        )
        let own = OwnFiles.paths { ["XDG_CONFIG_HOME": home + "/config"][$0] }
        #expect(own == [home + "/config/cloche", home + "/dotfiles.toml"])
    }

    @Test func allOfNetIsPublicHosts() throws {
        let flags = try Self.flags(ownAddresses: ["127.0.0.1", "10.0.0.7", "198.51.100.4", "::1", "fd00::2"]) {
            $0[.net].isAll = true
        }
        #expect(
            flags == Self.belt + [
                Self.read, "--allow-net",
                "--deny-net=0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,168.63.129.16,169.254.0.0/16,172.16.0.0/12,"
                    + "192.0.0.0/24,192.168.0.0/16,198.18.0.0/15,224.0.0.0/4,240.0.0.0/4,198.51.100.4,[::],[::1],"
                    + "[fd00:ec2::254],[fd20:ce::254],[fd00::2]",
            ]
        )
    }

    @Test func aNamedAddressLeavesTheDenials() throws {
        let flags = try Self.flags { $0[.net].items = ["127.0.0.0/9:8000", "[::1]:80", "example.com"] }
        #expect(
            flags == Self.belt + [
                Self.read, "--allow-net=127.0.0.0/9:8000,[::1]:80,example.com",
                "--deny-net=0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.128.0.0/9,168.63.129.16,169.254.0.0/16,"
                    + "172.16.0.0/12,192.0.0.0/24,192.168.0.0/16,198.18.0.0/15,224.0.0.0/4,240.0.0.0/4,[::],"
                    + "[fd00:ec2::254],[fd20:ce::254]",
            ]
        )
    }

    @Test func localhostIsItsTwoAddresses() throws {
        let denied = try #require(try Self.flags { $0[.net].items = ["localhost:8000"] }.last)
        #expect(!denied.contains("127.0.0.0/8") && !denied.contains("127.0.0.1,") && !denied.contains("[::1]"))
        #expect(denied.contains("127.0.0.2/31"))
    }

    @Test func theOtherKindsAreDenosOwn() throws {
        let flags = try Self.flags {
            $0[.env].items = ["A", "B"]
            $0[.run].isAll = true
            $0[.run].denied = ["/bin/sh"]
            $0[.ffi].items = ["/lib/x.so"]
        }
        #expect(
            flags == Self.belt + [
                "--allow-read=/bin,/rt/pyodide,/rt/runner,/usr/bin,/usr/local/bin", "--allow-env=A,B", "--allow-run",
                "--deny-run=/bin/sh", "--allow-ffi=/lib/x.so",
            ]
        )
    }

    @Test(arguments: ["/", "/rt", "/rt/runner", "/rt/pyodide/python_stdlib.zip"])
    func theRuntimeCannotBeDenied(_ item: String) {
        let error = #expect(throws: ClocheError.self) { try Self.flags { $0[.read].denied = [item] } }
        #expect(error?.message.hasPrefix("Cannot deny read '\(item)': Python itself is read from '/rt/") == true)
    }

    private static func flags(
        ownAddresses: [String] = [],
        change: (inout PermissionSet) -> Void = { _ in }
    ) throws -> [String] {
        var set = PermissionSet()
        change(&set)
        return try set.denoFlags(runtime: runtime, ownAddresses: ownAddresses)
    }
}
