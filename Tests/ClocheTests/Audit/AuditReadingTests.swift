import Testing

@testable import Cloche

@Suite("Reading an audit log")
struct AuditReadingTests {
    private static let records: [AuditRecord] = [
        .make(time: 1000, session: "aaaa", event: "start"),
        .make(time: 2000, session: "bbbb", event: "start"),
        .use("read", "/a", cell: 1),
        .use("net", "a.example:443", cell: 2, event: "refusal"),
        .make(time: 5000, session: "aaaa", event: "permissions", members: ["allowed": .texts(["net a", "env B"])]),
        .make(time: 6000, session: "aaaa", event: "cell", cell: 2),
    ]

    private static func filter(_ change: (inout AuditFilter) -> Void) -> AuditFilter {
        var filter = AuditFilter()
        change(&filter)
        return filter
    }

    @Test(
        "a filter takes what fits all of its conditions",
        arguments: [
            (filter { _ in }, [0, 1, 2, 3, 4, 5]), (filter { $0.session = "aa" }, [0, 4, 5]),
            (filter { $0.since = 5000 }, [2, 3, 4, 5]), (filter { $0.events = ["start", "cell"] }, [0, 1, 5]),
            (filter { $0.kinds = [.net] }, [3, 4]), (filter { $0.kinds = [.env, .read] }, [2, 4]),
            (filter { $0.cell = 2 }, [3, 5]), (filter { $0.newest = 2 }, [4, 5]), (filter { $0.newest = 0 }, []),
            (
                filter {
                    $0.cell = 2
                    $0.events = ["refusal"]
                }, [3]
            ),
        ]
    )
    func filters(_ filter: AuditFilter, _ expected: [Int]) {
        var reading = AuditReading(filter)
        for record in Self.records { reading.add(record.line + [10]) }
        reading.endFile()
        reading.finish()
        #expect(reading.records == expected.map { Self.records[$0] })
    }

    @Test("lines may come in any pieces", arguments: [1, 7, 100, 10_000])
    func pieces(_ length: Int) {
        let bytes = Self.records.flatMap { record -> [UInt8] in record.line + [10] }
        var reading = AuditReading()
        for start in stride(from: 0, to: bytes.count, by: length) {
            reading.add(Array(bytes[start..<min(bytes.count, start + length)]))
        }
        reading.endFile()
        #expect(reading.records == Self.records)
        #expect(reading.brokenLines == 0)
    }

    @Test("broken lines are counted, a last one without its end is not")
    func broken() {
        var reading = AuditReading()
        let line = Self.records[0].line
        reading.add(line + [10] + Array("nonsense\n\n".utf8) + line.prefix(20) + [10] + line + [10] + line.prefix(30))
        reading.endFile()
        reading.add(line + [10])
        #expect(reading.records.count == 3)
        #expect(reading.brokenLines == 2)
    }

    @Test("a line longer than any record is not kept in memory")
    func tooLong() {
        var reading = AuditReading()
        for _ in 0..<20 { reading.add(Array(repeating: 65, count: 1 << 17)) }
        reading.add([10] + Self.records[0].line + [10])
        #expect(reading.records == [Self.records[0]])
        #expect(reading.brokenLines == 1)
    }

    @Test("only the newest are kept of many")
    func newest() {
        var filter = AuditFilter()
        filter.newest = 3
        var reading = AuditReading(filter)
        for number in 1...1000 { reading.add(AuditRecord.make(number: number).line + [10]) }
        reading.finish()
        #expect(reading.records.map(\.number) == [998, 999, 1000])
    }
}
