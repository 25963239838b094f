import Testing

@testable import Cloche

@Suite("A line of the audit log")
struct AuditRecordTests {
    @Test("a record is one JSON object of one line")
    func encoding() {
        let record = AuditRecord.make(
            number: 7,
            event: "use",
            observer: .guest,
            cell: 3,
            members: [
                "kind": .text("read"), "item": .text("/data/é.csv"), "ratio": .decimal(0.5), "sure": .flag(false),
                "list": .list([.text("a"), .integer(-1)]),
            ]
        )
        let expected =
            #"{"v":1,"time":"2026-09-21T14:13:20.000Z","session":"a1b2c3d4e5f6","n":7,"event":"use","seen":"guest","#
            + #""cell":3,"item":"/data/é.csv","kind":"read","list":["a",-1],"ratio":0.5,"sure":false}"#
        #expect(record.text == expected)
        #expect(AuditRecord(line: record.line) == record)
    }

    @Test(
        "what could do harm when it is looked at is escaped, and comes back as it was",
        arguments: [
            ("a\"b\\c", #"a\"b\\c"#), ("a\nb\tc", #"a\nb\tc"#), ("\u{1B}[2J\u{7}", #"\u001b[2J\u0007"#),
            ("\u{7F}\u{85}\u{9B}31m", #"\u007f\u0085\u009b31m"#), ("\u{202E}gpj\u{2066}", #"\u202egpj\u2066"#),
            ("\u{2028}\u{2029}\u{FEFF}\u{200B}", #"\u2028\u2029\ufeff\u200b"#), ("\u{E0041}", #"\udb40\udc41"#),
            ("日本 🐍 é", "日本 🐍 é"), ("\u{0}", #"\u0000"#), ("\r\n", #"\u000d\n"#),
        ]
    )
    func escaping(_ text: String, _ escaped: String) {
        let record = AuditRecord.use("read", text)
        #expect(record.text.contains("\"item\":\"\(escaped)\""))
        #expect(record.line.allSatisfy { $0 >= 0x20 && $0 != 0x7f })
        #expect(AuditRecord(line: record.line) == record)
    }

    @Test("a text that is too long is cut, a list too, and the line has a bound")
    func bounds() {
        let long = String(repeating: "é", count: 10_000)
        let record = AuditRecord.make(members: [
            "item": .text(long), "list": .texts(Array(repeating: long, count: 1000)),
        ])
        let read = AuditRecord(line: record.line)
        #expect(read?.members["item"]?.text == String(repeating: "é", count: 2048) + "…")
        #expect(read?.members["list"]?.texts.last == "… and 996 more")
        #expect(record.line.count < AuditRecord.longestLine)
        let worst = String(repeating: "\u{1}", count: 10_000)
        let lists = Dictionary(uniqueKeysWithValues: AuditEvent.changeMembers.map { ($0, [worst]) })
        let members = lists.mapValues { AuditValue.texts(Array(repeating: $0[0], count: 9)) }
        #expect(AuditRecord.make(members: members).line.count < AuditRecord.longestLine)
    }

    @Test(
        "what is no record is none",
        arguments: [
            "", "{", "[]", "null", #"{"v":1}"#, #"{"v":1,"time":"x","session":"a","n":1,"event":"e","seen":"host"}"#,
            #"{"v":1,"time":"2026-09-21T14:13:20.000Z","session":1,"n":1,"event":"e","seen":"host"}"#,
            #"{"v":1,"time":"2026-09-21T14:13:20.000Z","session":"a","n":1,"event":"e","seen":"me"}"#,
            #"{"v":1,"time":"2026-09-21T14:13:20.000Z","session":"a","n":1,"event":"e","#,
            String(repeating: "[", count: 100_000),
        ]
    )
    func malformed(_ line: String) {
        #expect(AuditRecord(line: Array(line.utf8)) == nil)
    }

    @Test("members of a later version are kept, but for what has no place")
    func later() throws {
        let line =
            #"{"v":2,"time":"2026-09-21T14:13:20Z","session":"a","n":1,"event":"new","seen":"host","x":1.5,"y":{"z":1},"w":null}"#
        let record = try #require(AuditRecord(line: Array(line.utf8)))
        #expect(record.version == 2 && record.members == ["x": .decimal(1.5)])
    }

    @Test(
        "times are RFC 3339",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1_790_000_000_123, "2026-09-21T14:13:20.123Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        ]
    )
    func times(_ time: Int, _ text: String) {
        #expect(AuditTime.text(time) == text)
        #expect(AuditTime.parse(text) == time)
    }

    @Test(
        "times are read with or without their parts",
        arguments: [
            ("1970-01-02", 86_400_000), ("1970-01-01T00:01", 60_000), ("1970-01-01 00:00:01.5", 1500),
            ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:30:00.0001-04:30", 0),
        ]
    )
    func parsing(_ text: String, _ time: Int) {
        #expect(AuditTime.parse(text) == time)
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "1970", "1970-13-01", "1970-02-29", "1970-01-01T", "1970-01-01T24:00", "1970-01-01T00:00Zx",
            "yesterday",
            "1970-01-01T00:00:61", "1970-01-01T00:00+1", "１970-01-01",
        ]
    )
    func wrongTimes(_ text: String) {
        #expect(AuditTime.parse(text) == nil)
    }

    @Test("a local time is offset")
    func offset() {
        #expect(AuditTime.parse("1970-01-01T01:00", offset: 3600) == 0)
        #expect(AuditTime.parse("1970-01-01T01:00Z", offset: 3600) == 3_600_000)
    }
}
