import Foundation
import Testing

@testable import Cloche

@Suite("What grants were used for")
struct GrantUseTests {
    private static func set(_ change: (inout PermissionSet) -> Void) -> PermissionSet {
        var set = PermissionSet()
        change(&set)
        return set
    }

    private static let named = set { set in
        set[.read].items = ["/data", "/data/in", "/x"]
        set[.write].items = ["/data/out"]
        set[.net].items = ["*.example.com:443", "10.0.0.0/8", "[::1]"]
        set[.env].items = ["HOME"]
        set[.run].items = ["/usr/bin/git"]
        set[.ffi].items = ["/usr/lib/libm.so.6"]
    }

    @Test(
        "a use is covered by the narrowest grant",
        arguments: [
            (.read, "/data/a", "/data"), (.read, "/data/in/a", "/data/in"), (.read, "/database", nil),
            (.write, "/data/out/a", "/data/out"), (.write, "/data/a", nil),
            (.net, "a.example.com:443", "*.example.com:443"),
            (.net, "a.example.com:80", nil), (.net, "10.1.2.3:80", "10.0.0.0/8"), (.net, "[::1]:80", "[::1]"),
            (.net, "not a host", nil), (.env, "HOME", "HOME"), (.env, "HOMES", nil),
            (.run, "/usr/bin/git", "/usr/bin/git"),
            (.ffi, "/usr/lib/libm.so.6", "/usr/lib/libm.so.6"),
        ] as [(PermissionKind, String, String?)]
    )
    func covering(_ kind: PermissionKind, _ target: String, _ grant: String?) {
        let covering = Self.named.grant(covering: Permission(kind: kind, item: target))
        #expect(covering == grant.map { Permission(kind: kind, item: $0) })
    }

    @Test("what may be written may be read, and the whole kind covers what no name does")
    func wider() {
        let write = Self.set { $0[.write].items = ["/out"] }
        #expect(
            write.grant(covering: Permission(kind: .read, item: "/out/a")) == Permission(kind: .write, item: "/out")
        )
        let all = Self.set { set in
            set[.read].isAll = true
            set[.net].isAll = true
            set[.net].items = ["127.0.0.1"]
        }
        #expect(all.grant(covering: Permission(kind: .read, item: "/any")) == Permission(kind: .read))
        #expect(
            all.grant(covering: Permission(kind: .net, item: "127.0.0.1:80"))
                == Permission(kind: .net, item: "127.0.0.1")
        )
        #expect(all.grant(covering: Permission(kind: .net, item: "a.example:80")) == Permission(kind: .net))
        #expect(all.grant(covering: Permission(kind: .net)) == Permission(kind: .net))
        #expect(Self.named.grant(covering: Permission(kind: .net)) == nil)
    }

    @Test("uses are added up by grant, with the last one's cell and time")
    func sums() {
        var ledger = UseLedger()
        func add(_ path: String, _ cell: Int) {
            ledger.add(Permission(kind: .read, item: path), cell: cell, at: Date(timeIntervalSince1970: Double(cell)))
        }
        add("/data/a", 1)
        add("/data/b", 2)
        add("/data/a", 3)
        add("/x", 2)
        add("/gone/a", 4)
        let sums = Self.named.grantUses(ledger.all)
        #expect(
            sums == [
                Permission(kind: .read, item: "/data"): GrantUse(targets: 2, lastCell: 3, lastTime: 3000),
                Permission(kind: .read, item: "/x"): GrantUse(targets: 1, lastCell: 2, lastTime: 2000),
            ]
        )
        #expect(ledger.all.map(\.lastCell) == [4, 3, 2, 2])
    }

    @Test("a ledger forgets what was not used for longest")
    func bounds() {
        var ledger = UseLedger()
        for number in 0...UseLedger.maximumTargets {
            ledger.add(
                Permission(kind: .read, item: "/\(number)"),
                cell: number,
                at: Date(timeIntervalSince1970: Double(number))
            )
        }
        #expect(ledger.all.count == UseLedger.maximumTargets / 2 + 1)
        #expect(ledger.all.first?.lastCell == UseLedger.maximumTargets)
    }
}
