import Cloche
import Testing

@testable import ClocheREPL

@Suite struct AuditTableTests {
    private static let hash: AuditValue = .text(String(repeating: "ab", count: 32))

    private static let records: [AuditRecord] = [
        make("start", ["version": .text("1.0"), "directory": .text("/home/me"), "permissions": .list([])]),
        make("permissions", ["allowed": .list([.text("read /data")]), "revoked": .list([.text("net")])]),
        make("use", ["kind": .text("read"), "item": .text("/data/a\u{1B}[31m.csv")], cell: 7),
        make("refusal", ["kind": .text("net"), "item": .text("evil.example:443")], cell: 7),
        make("odd", ["message": .text("cell 7 was refused 10 different things")], cell: 7),
        make(
            "cell",
            [
                "sha256": hash, "outcome": .text("error"), "error": .text("ValueError"), "duration": .decimal(0.25),
                "memory": .integer(31_000_000), "outputBytes": .integer(12), "dropped": .integer(3),
            ],
            cell: 7
        ), make("kill", ["reason": .text("memory")], cell: 12),
        make("save", ["path": .text("/home/me/s.cloche"), "bytes": .integer(4_200_000), "sha256": hash]),
        make(
            "limits",
            [
                "timeout": .decimal(5), "memoryLimit": .integer(128 << 20), "outputLimit": .integer(1000),
                "netLimit": .integer(2000),
            ]
        ),
        make("something", ["message": .text("later\u{202E}")], session: "ffff"),
    ]

    private static func make(
        _ event: String,
        _ members: [String: AuditValue],
        cell: Int? = nil,
        session: String = "aaaa"
    ) -> AuditRecord {
        AuditRecord(time: 43_200_000, session: session, number: 1, event: event, cell: cell, members: members)
    }

    private func lines(width: Int?, now: Int = 50_000_000) -> [String] {
        AuditTable.lines(
            Self.records,
            now: now,
            showsSessions: true,
            width: width,
            palette: Palette(isEnabled: false)
        ) { _ in 3600 }
    }

    @Test("Each event is told in a line, and nothing in it can do harm")
    func wide() {
        let expected = """
            session aaaa
            13:00:00        start      cloche 1.0 in /home/me, nothing granted
            13:00:00        changed    allow read /data, no longer net
            13:00:00   [7]  read       /data/a\\u{1b}[31m.csv
            13:00:00   [7]  refused    net evil.example:443
            13:00:00   [7]  odd        cell 7 was refused 10 different things
            13:00:00   [7]  cell       error (ValueError), 0.25 s, 31 MB of memory, 12 B written, 3 uses or refusals not listed
            13:00:00  [12]  kill       memory
            13:00:00        save       /home/me/s.cloche, 4.2 MB
            13:00:00        limits     5 s, 128 MiB, 1 KB of output, 2 KB over the network
            session ffff
            13:00:00        something  later\\u{202e}
            """
        #expect(lines(width: nil).joined(separator: "\n") == expected)
    }

    @Test("A narrow terminal gets no time, and no line is wider than it", arguments: [20, 30, 39, 60, 79])
    func narrow(_ width: Int) {
        let lines = lines(width: width)
        #expect(lines.allSatisfy { $0.count <= max(width, 31) })
        #expect(lines.contains { $0.hasPrefix("13:00:00") } == (width >= 48))
    }

    @Test(
        "Of a path that does not fit the end is shown",
        arguments: [
            ("read", "/a/long/path/to/a/file.csv", "…path/to/a/file.csv"),
            ("net", "example.com:443", "example.com:443"),
        ]
    )
    func path(_ kind: String, _ item: String, _ shown: String) {
        let record = Self.make("use", ["kind": .text(kind), "item": .text(item)], cell: 7)
        let lines = AuditTable.lines([record], now: 0, width: 30, palette: Palette(isEnabled: false))
        #expect(lines == ["[7]  \(kind)  \(shown)"])
    }

    @Test("Events of another day have their date")
    func date() {
        #expect(lines(width: nil, now: 200_000_000)[1].hasPrefix("1970-01-01 13:00  "))
    }

    @Test(
        "A request is read",
        arguments: [
            ("", 20, nil, [], []), ("5", 5, nil, [], []), ("all", nil, nil, [], []), ("cell 7", nil, 7, [], []),
            ("cell 7 refused net read", nil, 7, ["refusal"], [.net, .read]), ("cells 3", 3, nil, ["cell"], []),
            ("cell", 20, nil, ["cell"], []),
        ] as [(String, Int?, Int?, Set<String>, Set<PermissionKind>)]
    )
    func request(_ line: String, _ newest: Int?, _ cell: Int?, _ events: Set<String>, _ kinds: Set<PermissionKind>)
        throws
    {
        let filter = try AuditRequest(parsing: line.split(separator: " ").map(String.init)).filter
        #expect(filter.newest == newest && filter.cell == cell && filter.events == events && filter.kinds == kinds)
    }

    @Test(
        "A wrong request is refused",
        arguments: [
            ("0", "'0' is not a number of events"),
            ("refusl", "the audit log has no event 'refusl'; did you mean 'refusal'?"),
        ]
    )
    func wrong(_ word: String, _ message: String) {
        let error = #expect(throws: REPLError.self) { try AuditRequest(parsing: [word]) }
        #expect(error?.message == message)
    }
}
