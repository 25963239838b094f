import Cloche
import ClocheREPL
import Testing

@testable import ClocheCommand

@Suite struct AuditCommandTests {
    private static func listing(_ format: AuditListing.Format = .table, _ change: (inout AuditFilter) -> Void)
        -> AuditListing
    {
        var filter = AuditFilter()
        change(&filter)
        return AuditListing(filter: filter, format: format)
    }

    @Test(
        "The options are conditions",
        arguments: [
            ("audit", listing { $0.newest = 50 }), ("audit --newest 0", listing { _ in }),
            (
                "audit --session a1 --cell 7",
                listing {
                    $0.session = "a1"
                    $0.cell = 7
                }
            ),
            (
                "audit --refused --kind net,read --kind env --newest 5",
                listing {
                    $0.events = ["refusal"]
                    $0.kinds = [.net, .read, .env]
                    $0.newest = 5
                }
            ),
            ("audit --event use,refusals --json", listing(.json) { $0.events = ["use", "refusal"] }),
            ("audit --csv --since 2026-11-21T19:00Z", listing(.csv) { $0.since = 1_795_287_600_000 }),
        ]
    )
    func options(_ line: String, _ expected: AuditListing) throws {
        let invocation = try Invocation.parse(line.split(separator: " ").map(String.init))
        #expect(invocation.work == .audit(expected))
    }

    @Test(
        "What makes no sense is told",
        arguments: [
            ("--event nothing", "the audit log has no event 'nothing'"),
            ("--kind files", "there is no permission 'files'"),
            ("--since yesterday", "'yesterday' is not a time"), ("--newest many", "'many' is not a number of events"),
            ("--json --csv", "'--json' and '--csv' exclude each other"),
        ]
    )
    func refused(_ options: String, _ message: String) throws {
        let words = ["audit"] + options.split(separator: " ").map(String.init)
        let error = #expect(throws: UsageError.self) { try Invocation.parse(words) }
        #expect(try #require(error).message.contains(message))
    }

    @Test("--no-audit turns the log off, and audit has its own colours and settings")
    func settings() throws {
        #expect(try Invocation.parse(["-c", "1"]).settings.keepsAudit)
        #expect(try !Invocation.parse(["--no-audit", "-c", "1"]).settings.keepsAudit)
        #expect(try Invocation.parse(["audit", "--no-color"]).settings.colors == .off)
    }

    @Test(
        "Times may be relative",
        arguments: [
            ("90s", 999_910_000), ("2h", 992_800_000), ("1970-01-02", 82_800_000), ("1970-01-01T01:00Z", 3_600_000),
        ]
    )
    func since(_ text: String, _ time: Int) throws {
        #expect(try AuditSince.parse(text, now: 1_000_000_000) { _ in 3600 } == time)
    }

    @Test(
        "A spreadsheet gets what it can read, and no formula",
        arguments: [
            ("/data/a, \"b\".csv", #""/data/a, ""b"".csv""#), ("=1+1", "'=1+1"), ("-x", "'-x"),
            ("a\nb\u{1B}", #"a b\u{1b}"#),
        ]
    )
    func csv(_ item: String, _ field: String) {
        let record = AuditRecord(
            time: 0,
            session: "a",
            number: 1,
            event: "use",
            observer: .guest,
            cell: 2,
            members: ["kind": .text("read"), "item": .text(item)]
        )
        #expect(AuditCSV.line(record).hasPrefix("1970-01-01T00:00:00.000Z,a,1,use,guest,2,read,\(field),"))
    }
}
