import Testing

@testable import Cloche

@Suite("The set of a session's packages")
struct SessionPackagesTests {
    private func makeSet(_ packages: [(LockedPackage, requires: [String])]) -> SessionPackages {
        SessionPackages(packages.map { SessionPackages.Entry(locked: $0, index: .make($0, $1)) })
    }

    private var httpx: SessionPackages {
        makeSet([
            (.make("httpx", isRequested: true), ["idna", "h2<5,>=3; extra == 'http2'", "Certifi (>=2020)"]),
            (.make("idna"), []), (.make("certifi"), []), (.make("h2"), ["hpack"]), (.make("hpack"), []),
            (.make("rich", isRequested: true), ["idna; python_version < '3'"]),
        ])
    }

    @Test("a package tells who needs it in every case, else who may")
    func needs() {
        let needs = Dictionary(uniqueKeysWithValues: httpx.described.map { ($0.locked.name, $0.requiredBy) })
        #expect(needs["idna"] == ["httpx"])
        #expect(needs["certifi"] == ["httpx"])
        #expect(needs["h2"] == ["httpx"])
        #expect(needs["hpack"] == ["h2"])
        #expect(needs["httpx"] == [])
        #expect(httpx.locked.map(\.name) == ["certifi", "h2", "hpack", "httpx", "idna", "rich"])
    }

    @Test("what came with a package goes with it, unless something else may need it")
    func removing() throws {
        let (left, gone) = try httpx.removing(["httpx"])
        #expect(gone.map(\.locked.name) == ["certifi", "h2", "hpack", "httpx"])
        #expect(left.locked.map(\.name) == ["idna", "rich"])
    }

    @Test(
        "what is needed, and what is not there, is not removed",
        arguments: [
            (["idna"], ClocheError.Code.packageConflict, "Cannot uninstall 'idna': 'httpx' needs it"),
            (["numpy"], .packageNotFound, "Cannot uninstall 'numpy': it is not installed"),
        ]
    )
    func refusing(_ names: [String], _ code: ClocheError.Code, _ message: String) {
        #expect(throws: ClocheError(code: code, message: message)) { try httpx.removing(Set(names)) }
    }

    @Test("a package goes together with what needs it")
    func together() throws {
        #expect(try httpx.removing(["h2", "httpx"]).left.locked.map(\.name) == ["idna", "rich"])
        // Only an extra of httpx asks for it.
        #expect(try httpx.removing(["h2"]).gone.map(\.locked.name) == ["h2", "hpack"])
    }
}
