import Cloche
import Testing

@testable import ClocheREPL

@Suite struct MountTableTests {
    private let mounts = [
        HostMount(place: "/", path: "/", access: .read, content: .folder),
        HostMount(place: "/a b", path: "/a b", access: .write, content: .file),
        HostMount(place: "/a/key\u{1B}", path: "/a/key\u{1B}", access: .none, content: .missing),
        HostMount(place: "/host", path: "/", access: .read, content: .folder),
        HostMount(place: "/host/tmp", path: "/tmp", access: .write, content: .folder),
    ]

    @Test("A mount is a line: access, what it is, where it is seen, and what is to be said about it")
    func wide() {
        let expected = """
            read   folder   /  the whole host but the sandbox's own folders
            write  file     /a b
            none   missing  /a/key\\u{1b}  denied
            read   folder   /host  the whole host, its /tmp too
            write  folder   /host/tmp  the host's /tmp
            """
        let lines = MountTable.lines(mounts, width: 79, palette: Palette(isEnabled: false))
        #expect(lines.joined(separator: "\n") == expected)
    }

    @Test("On a narrow terminal what is to be said has a line of its own, and no path is cut")
    func narrow() {
        let expected = """
            read   folder   /
              the whole host but the sandbox's own folders
            write  file     /a b
            none   missing  /a/key\\u{1b}  denied
            read   folder   /host
              the whole host, its /tmp too
            write  folder   /host/tmp
              the host's /tmp
            """
        let lines = MountTable.lines(mounts, width: 39, palette: Palette(isEnabled: false))
        #expect(lines.joined(separator: "\n") == expected)
    }
}
