import Testing

@testable import Cloche

struct PermissionSetTests {
    let folder: PermissionFolder

    init() throws {
        folder = try PermissionFolder()
    }

    @Test func nothingIsGrantedAtFirst() {
        let set = PermissionSet()
        #expect(set.isEmpty)
        #expect(PermissionKind.allCases.allSatisfy { set.granted($0) == .none && set.denied($0) == .none })
        #expect(set.summary.isEmpty && set.flags.isEmpty)
    }

    @Test(arguments: [
        (PermissionKind.read, "data/file", "DIR/data/file"),
        (.read, "~", "DIR"),
        (.read, "~/data/", "DIR/data"),
        (.read, "./data/../data//deep/.", "DIR/data/deep"),
        (.read, "link/file", "DIR/data/file"),
        (.write, "link", "DIR/data"),
        (.run, "tool", "DIR/bin/tool"),
        (.run, "alias", "DIR/bin/alias"),
        (.run, "./bin/tool", "DIR/bin/tool"),
        (.run, "link/program", "DIR/data/program"),
        (.ffi, "data/program", "DIR/bin/tool"),
        (.env, "HOME", "HOME"),
        (.net, "Example.COM:443", "example.com:443"),
    ])
    func itemsAreResolved(_ kind: PermissionKind, _ text: String, _ item: String) throws {
        let set = try make(("allow", kind, [text]))
        #expect(items(set.granted(kind)) == [item])
    }

    @Test(arguments: [
        (PermissionKind.read, "nowhere", "Cannot allow read 'DIR/nowhere': it does not exist or is out of reach"),
        (.write, "data/new", "Cannot allow write 'DIR/data/new': it does not exist or is out of reach"),
        (.read, "", "Cannot allow read '': it is empty"),
        (.read, "a,b", "Cannot allow read 'a,b': it has a comma, which the lists of Deno's flags cannot hold"),
        (
            .read, "a,\u{301}b",
            "Cannot allow read 'a,\u{301}b': it has a comma, which the lists of Deno's flags cannot hold"
        ),
        (.read, "a\nb", "Cannot allow read 'a\nb': it has control characters"),
        (.run, "missing", "Cannot allow run 'missing': there is no such command in PATH"),
        (.run, "plain", "Cannot allow run 'plain': there is no such command in PATH"),
        (.run, "data", "Cannot allow run 'data': there is no such command in PATH"),
        (.run, "./data", "Cannot allow run './data': it is not an executable file"),
        (
            .env, "A=B",
            "Cannot allow env 'A=B': a variable's name has letters of ASCII, digits and '_', and may end in '*'"
        ),
        (.env, "*", "Cannot allow env '*': '*' ends the beginning of a name, as in API_*; leave it out for all"),
        (
            .net, "127.1",
            "Cannot allow net '127.1': an IPv4 address is written as four decimal numbers, for example 127.0.0.1"
        ),
    ])
    func whatCannotBeGrantedIsExplained(_ kind: PermissionKind, _ text: String, _ message: String) throws {
        let error = #expect(throws: ClocheError.self) { try make(("allow", kind, [text])) }
        #expect(error?.code == .invalidPermission)
        #expect(folder.short(error?.message ?? "") == message)
    }

    @Test func aFailedChangeLeavesTheSetAsItWas() throws {
        var set = try make(("allow", .read, ["data"]))
        let before = set
        #expect(throws: ClocheError.self) { try set.allow(.read, ["other", "nowhere"], resolver: folder.resolver) }
        #expect(set == before)
    }

    @Test func theWholeKindTakesTheItemsIn() throws {
        let set = try make(("allow", .read, ["data"]), ("allow", .read, []), ("allow", .read, ["other"]))
        #expect(set.flags == ["--allow-read"])
    }

    @Test func denyingAnItemTakesItsGrantBack() throws {
        let set = try make(("allow", .net, ["127.0.0.1:8000", "example.com"]), ("deny", .net, ["127.0.0.1:8000"]))
        #expect(set.flags == ["--allow-net=example.com"])
    }

    @Test func denyingTheKindTakesAllGrantsBack() throws {
        #expect(try make(("allow", .net, ["example.com"]), ("deny", .net, [])).isEmpty)
        #expect(try make(("allow", .net, []), ("deny", .net, [])).flags == [])
    }

    @Test func denyingAFolderTakesBackWhatIsGrantedInIt() throws {
        let set = try make(("allow", .read, ["data/deep", "other"]), ("deny", .read, ["data"]))
        #expect(set.flags.map(folder.short) == ["--allow-read=DIR/other"])
    }

    @Test func aDenialInAWiderGrantIsKept() throws {
        let set = try make(("allow", .read, ["data"]), ("deny", .read, ["data/deep", "data/later"]))
        #expect(set.flags.map(folder.short) == ["--allow-read=DIR/data", "--deny-read=DIR/data/deep,DIR/data/later"])
    }

    @Test func aDenialOfWhatIsNotGrantedIsKeptForLater() throws {
        let set = try make(("deny", .read, ["data"]), ("allow", .read, []))
        #expect(set.flags.map(folder.short) == ["--allow-read", "--deny-read=DIR/data"])
    }

    @Test func grantingTheDeniedItemTakesTheDenialBack() throws {
        let set = try make(("allow", .read, []), ("deny", .read, ["data"]), ("allow", .read, ["data"]))
        #expect(set.flags == ["--allow-read"])
    }

    @Test func nothingIsGrantedUnderADenial() throws {
        let error = #expect(throws: ClocheError.self) {
            try make(("deny", .read, ["data"]), ("allow", .read, ["data/deep"]))
        }
        let message = "Cannot allow read 'DIR/data/deep': 'DIR/data' is denied, and a denial wins"
        #expect(folder.short(error?.message ?? "") == message)
    }

    @Test func localAddressesAreNamedBesideAllOfNet() throws {
        let set = try make(
            ("allow", .net, ["10.0.0.1", "example.com"]),
            ("allow", .net, []),
            ("allow", .net, ["[::1]"])
        )
        #expect(set.granted(.net) == .all)
        #expect(set.namedBesideAllOfNet == ["10.0.0.1", "[::1]"])
        #expect(set.flags == ["--allow-net", "--allow-net=10.0.0.1,[::1]"])
    }

    @Test func onePortOfALocalAddressDoesNotGoWithAllOfNet() throws {
        let later = #expect(throws: ClocheError.self) {
            try make(("allow", .net, []), ("allow", .net, ["127.0.0.1:80"]))
        }
        #expect(
            later?.message == "Cannot allow net '127.0.0.1:80': beside all of net a local address can only be granted"
                + " with all its ports, as '127.0.0.1'"
        )
        let first = #expect(throws: ClocheError.self) {
            try make(("allow", .net, ["127.0.0.1:80"]), ("allow", .net, []))
        }
        #expect(
            first?.message == "Cannot allow net: '127.0.0.1:80' is granted, and beside all of net a local address can"
                + " only be granted with all its ports"
        )
    }

    @Test(arguments: [
        (PermissionKind.run, "bin/tool", "bin"), (.run, "alias", "other"), (.run, "alias", "bin"),
        (.run, "link/program", "bin"), (.ffi, "bin/tool", "bin/tool"),
    ])
    func programsThatCellsCouldReplaceAreRefused(_ kind: PermissionKind, _ item: String, _ writable: String) throws {
        #expect(throws: ClocheError.self) { try make(("allow", .write, [writable]), ("allow", kind, [item])) }
        #expect(throws: ClocheError.self) { try make(("allow", kind, [item]), ("allow", .write, [writable])) }
        #expect(throws: ClocheError.self) { try make(("allow", kind, [item]), ("allow", .write, [])) }
    }

    @Test func refusingAWritableProgramNamesBothGrants() throws {
        let error = #expect(throws: ClocheError.self) {
            try make(("allow", .run, ["tool"]), ("allow", .write, ["bin"]))
        }
        #expect(
            folder.short(error?.message ?? "")
                == "Cannot allow write 'DIR/bin': run 'DIR/bin/tool' is granted, and cells could replace it"
        )
    }

    @Test func programsOutsideOfWhatIsWritableAreFine() throws {
        let set = try make(("allow", .run, ["tool"]), ("allow", .write, ["data", "other"]))
        #expect(items(set.granted(.run)) == ["DIR/bin/tool"])
    }

    @Test func theSummaryIsShort() throws {
        let set = try make(
            ("allow", .read, ["~/data"]),
            ("allow", .net, ["127.0.0.1:8000", "a.com", "b.com", "c.com"]),
            ("allow", .env, []),
            ("allow", .run, ["tool"])
        )
        #expect(set.summary(home: folder.path) == "read ~/data, net 127.0.0.1:8000 a.com +2, env all, run tool")
    }

    private func make(_ changes: (String, PermissionKind, [String])...) throws -> PermissionSet {
        var set = PermissionSet()
        for (action, kind, items) in changes {
            if action == "allow" {
                try set.allow(kind, items, resolver: folder.resolver)
            } else {
                try set.deny(kind, items, resolver: folder.resolver)
            }
        }
        return set
    }

    private func items(_ scope: PermissionScope) -> [String]? {
        guard case .items(let items) = scope else { return nil }
        return items.map(folder.short)
    }
}
