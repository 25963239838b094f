import Cloche
import ClocheREPL
import Testing

@testable import ClocheCommand

@Suite struct CacheCommandTests {
    @Test(
        "The cache is listed, pruned or cleared",
        arguments: [
            ("cache", CacheWork.list(isJSON: false)), ("cache list --json", .list(isJSON: true)),
            ("cache prune --to 2GB", .prune(to: 2_000_000_000)), ("cache prune --to 0", .prune(to: 0)),
            ("cache prune --to 1gib", .prune(to: 1 << 30)), ("cache prune --to 1TB", .prune(to: 1_000_000_000_000)),
            ("cache prune --to 1.5TiB", .prune(to: 3 << 39)), ("cache prune --to=5b", .prune(to: 5)),
            ("cache clear", .clear),
        ]
    )
    func options(_ line: String, _ expected: CacheWork) throws {
        let invocation = try Invocation.parse(line.split(separator: " ").map(String.init))
        #expect(invocation.work == .cache(expected))
    }

    @Test(
        "What makes no sense is told",
        arguments: [
            ("prune", "'prune' needs '--to'"), ("clear --to 5", "'--to' goes with 'prune'"),
            (
                "prune --to much",
                "'much' is not a size; give bytes, or a number with KB, MB, GB, TB, KiB, MiB, GiB or TiB"
            ),
            ("prune --to 1e3", "'1e3' is not a size"), ("prune --to .GB", "'.GB' is not a size"),
            ("prune --to -1", "-1"), ("prune --to 99999999999GB", "'99999999999GB' is not a size"),
            ("empty", "'empty'"),
        ]
    )
    func refused(_ options: String, _ message: String) throws {
        let words = ["cache"] + options.split(separator: " ").map(String.init)
        let error = #expect(throws: UsageError.self) { try Invocation.parse(words) }
        #expect(try #require(error).message.contains(message))
    }

    @Test("The table has a line for each package, and one for all")
    func table() throws {
        let lines = CacheTable.lines(
            [Self.package("numpy", "2.4.6", native: true), Self.package("h11", "0.16.0")],
            folder: "/c"
        )
        #expect(
            lines == [
                "numpy  2.4.6   5 KB  native  used 2026-11-21", "h11    0.16.0  5 KB  pure    used 2026-11-21",
                "2 packages, 10 KB in '/c'",
            ]
        )
        let narrow = CacheTable.lines([Self.package("numpy", "2.4.6", native: true)], folder: "/c", width: 40)
        #expect(narrow == ["numpy 2.4.6", "  5 KB, native, used 2026-11-21", "1 package, 5 KB in '/c'"])
        #expect(CacheTable.lines([], folder: "/c") == ["there are no packages in '/c'"])
        #expect(CacheTable.removed([Self.package("h11", "0.16.0")]) == "removed 1 package, 5 KB")
        #expect(CacheTable.removed([]) == "nothing had to be removed")
        let hash = String(repeating: "a", count: 64)
        let json = #"{"bytes":5000,"file":"h11-0.16.0.whl","lastUse":"2026-11-21T19:00:00.000Z","name":"h11","#
        #expect(
            CacheTable.json(Self.package("h11", "0.16.0"))
                == json + #""native":false,"sha256":"\#(hash)","version":"0.16.0"}"#
        )
    }

    private static func package(_ name: String, _ version: String, native: Bool = false) -> CachedPackage {
        let (file, hash) = ("\(name)-\(version).whl", String(repeating: "a", count: 64))
        let summary = PackageSummary(
            kind: .wheel,
            name: name,
            version: version,
            file: file,
            sha256: hash,
            archiveBytes: 1,
            packBytes: 1,
            requires: [],
            requiresPython: nil,
            imports: [name],
            native: native
        )
        let locked = LockedPackage(name: name, version: version, file: file, sha256: hash, source: .file("/x"))
        return CachedPackage(locked: locked, summary: summary, diskBytes: 5000, lastUse: 1_795_287_600_000)
    }
}
