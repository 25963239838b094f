import Cloche
import Foundation
import Testing

@testable import ClocheREPL

@Suite struct PermissionTableTests {
    private func use(_ kind: PermissionKind, _ item: String, cell: Int) -> PermissionUse {
        PermissionUse(
            permission: Permission(kind: kind, item: item),
            lastCell: cell,
            lastTime: Date(timeIntervalSince1970: Double(cell))
        )
    }

    private func table(_ set: PermissionSet, _ uses: [PermissionUse], width: Int = 80) -> String {
        PermissionTable.lines(set, uses: uses, now: 60_000, width: width, palette: Palette(isEnabled: false)) { _ in 0 }
            .joined(separator: "\n")
    }

    @Test("Each grant of a kind that was used has a line, with what it was used for")
    func uses() throws {
        var set = try PermissionSet.make((.net, ["*.example.com", "10.0.0.1"]), (.env, ["HOME"]), (.read, ["/usr"]))
        try set.deny(.net, ["a.example.com"])
        let uses = [
            use(.net, "b.example.com:443", cell: 7), use(.net, "c.example.com:443", cell: 3),
            use(.env, "HOME", cell: 5),
        ]
        let expected = """
            read   /usr
            write  nothing
            net    *.example.com   2 hosts, last 00:00:07 in cell 7
                   10.0.0.1        not used
                   but not a.example.com
            env    HOME   1 variable, last 00:00:05 in cell 5
            run    nothing
            ffi    nothing
            """
        #expect(table(set, uses) == expected)
    }

    @Test("Where there is no room beside a grant, its use stands below")
    func narrow() throws {
        let set = try PermissionSet.make((.env, ["A_LONG_NAME_OF_A_VARIABLE"]))
        let expected = """
            read   nothing
            write  nothing
            net    nothing
            env    A_LONG_NAME_OF_A_VARIABLE
                     1 variable, last 00:00:05 in cell 5
            run    nothing
            ffi    nothing
            """
        #expect(table(set, [use(.env, "A_LONG_NAME_OF_A_VARIABLE", cell: 5)], width: 40) == expected)
    }

    @Test("A whole kind is one grant, and what nothing granted covers is left out")
    func whole() throws {
        let set = try PermissionSet.make((.net, []))
        let uses = [use(.net, "a.example:443", cell: 2), use(.env, "HOME", cell: 2)]
        #expect(table(set, uses).contains("net    all public hosts   1 host, last 00:00:02 in cell 2\nenv    nothing"))
    }
}
