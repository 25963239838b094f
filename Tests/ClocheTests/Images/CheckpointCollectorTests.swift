import Testing

@testable import Cloche

@Suite("CheckpointCollector")
struct CheckpointCollectorTests {
    private let references = WirePart(kind: .references, id: "", length: 2)
    private let heap = WirePart(kind: .heap, id: "", length: 3)
    private let file = WirePart(kind: .file, id: "a", length: 1)

    private func report(full: Bool = true, _ parts: [WirePart]) -> CheckpointReport {
        CheckpointReport(request: 1, full: full, heapBytes: 100, parts: parts)
    }

    private func collector(file: Bool = true) throws -> CheckpointCollector {
        var collector = CheckpointCollector(maximumBytes: 100)
        try collector.add(references, offset: 0, bytes: [1, 2])
        try collector.add(heap, offset: 0, bytes: [3])
        try collector.add(heap, offset: 1, bytes: [4, 5])
        if file { try collector.add(self.file, offset: 0, bytes: [6]) }
        return collector
    }

    @Test("chunks come together as parts")
    func collects() throws {
        let checkpoint = try collector().finish(report([references, heap, file]), base: nil)
        #expect(checkpoint.references.bytes == [1, 2])
        #expect(checkpoint.heap.map(\.bytes) == [[3, 4, 5]])
        #expect(checkpoint.files.map(\.bytes) == [[6]])
    }

    @Test("an incremental checkpoint takes files that it did not send from the one before it")
    func incremental() throws {
        let base = try collector().finish(report([references, heap, file]), base: nil)
        let next = try collector(file: false).finish(report(full: false, [references, heap, file]), base: base)
        #expect(next.heap.map(\.bytes) == [[3, 4, 5], [3, 4, 5]])
        #expect(next.files == base.files)
        let last = try collector(file: false).finish(report(full: false, [references, heap]), base: next)
        #expect(last.files.isEmpty)
    }

    @Test("a report that names other parts than came is refused")
    func reportDiffers() throws {
        let longer = WirePart(kind: .heap, id: "", length: 4)
        let unknown = WirePart(kind: .file, id: "b", length: 1)
        for parts in [
            [references], [references, heap, heap], [references, longer, file], [references, heap, unknown],
        ] {
            #expect(throws: ClocheError.self) { try collector().finish(report(parts), base: nil) }
        }
    }

    @Test("an incremental checkpoint without one before it is refused")
    func noBase() throws {
        #expect(throws: ClocheError.self) {
            try collector().finish(report(full: false, [references, heap, file]), base: nil)
        }
    }

    @Test("chunks out of order, beyond their part or beyond the bound are refused")
    func badChunks() throws {
        for (part, offset, bytes) in [
            (heap, 1, [3]), (heap, 0, [3, 4, 5, 6]), (heap, 0, []),
            (WirePart(kind: .heap, id: "", length: 101), 0, [3]),
        ] as [(WirePart, Int, [UInt8])] {
            var collector = CheckpointCollector(maximumBytes: 100)
            #expect(throws: ClocheError.self) { try collector.add(part, offset: offset, bytes: bytes) }
        }
        var collector = CheckpointCollector(maximumBytes: 100)
        try collector.add(heap, offset: 0, bytes: [3])
        #expect(throws: ClocheError.self) { try collector.add(references, offset: 0, bytes: [1]) }
    }
}
