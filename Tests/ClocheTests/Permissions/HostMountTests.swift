import Testing

@testable import Cloche

@Suite struct HostMountTests {
    private func rows(_ permissions: PermissionSet) -> [String] {
        permissions.hostMounts { $0.hasSuffix("key") ? .file : .folder }.map { mount in
            "\(mount.access.rawValue) \(mount.content.rawValue) \(mount.place) \(mount.path)"
        }
    }

    @Test("What is granted is seen at its own path, with what is denied in it")
    func list() {
        var permissions = PermissionSet()
        permissions[.read] = PermissionRule(items: ["/data"], denied: ["/data/key", "/elsewhere"])
        permissions[.write] = PermissionRule(items: ["/out"], denied: ["/out/kept", "/data/fixed"])
        #expect(
            rows(permissions) == [
                "read folder /data /data", "none file /data/key /data/key", "write folder /out /out",
                "read folder /out/kept /out/kept",
            ]
        )
    }

    @Test("What the sandbox's own folders hide is seen below /host, the host's /proc nowhere")
    func views() {
        var all = PermissionSet()
        all[.read] = PermissionRule(isAll: true)
        #expect(rows(all) == ["read folder / /", "read folder /host /"])
        var some = PermissionSet()
        some[.write] = PermissionRule(items: ["/home", "/proc/1", "/tmp", "/tmp/project"])
        #expect(
            rows(some) == [
                "write folder /home /home", "write folder /host/home /home", "write folder /host/tmp /tmp",
                "write folder /tmp/project /tmp/project",
            ]
        )
    }

    @Test("What no grant opens cannot be granted", arguments: ["/proc", "/proc/self/environ", "/dev/null", "/sys"])
    func closed(path: String) {
        var permissions = PermissionSet()
        #expect(throws: ClocheError.self) { try permissions.allow(.read, [path]) }
        #expect(throws: ClocheError.self) { try permissions.allow(.write, [path]) }
    }
}
