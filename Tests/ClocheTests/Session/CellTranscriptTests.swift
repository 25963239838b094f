import Testing

@testable import Cloche

@Suite("What a cell has shown")
struct CellTranscriptTests {
    @Test("bytes are passed on as they are, their text when its characters are complete")
    func bytes() {
        var transcript = CellTranscript()
        let pieces: [[UInt8]] = [[0x68, 0xc3], [0xa9, 0xff], [0xe2], [0x82]]
        let outputs = pieces.compactMap { transcript.add(.output(.stdout, $0)) }
        let expected: [Output] = [
            .stream(.stdout, StreamOutput(bytes: [0x68, 0xc3], text: "h")),
            .stream(.stdout, StreamOutput(bytes: [0xa9, 0xff], text: "é\u{FFFD}")),
            .stream(.stdout, StreamOutput(bytes: [0xe2], text: "")),
            .stream(.stdout, StreamOutput(bytes: [0x82], text: "")),
        ]
        #expect(outputs == expected)
        #expect(transcript.finish() == [.stream(.stdout, StreamOutput(bytes: [], text: "\u{FFFD}"))])
        #expect(transcript.text(.stdout) == "hé\u{FFFD}\u{FFFD}")
    }

    @Test("permissions are told once each, a thousand of them, and a flood is soon over", .timeLimit(.minutes(5)))
    func permissions() {
        var transcript = CellTranscript()
        let all = (0..<1500).map { Permission(kind: .read, item: "/data/\($0)") }
        var told = 0
        for _ in 0..<200 {
            for permission in all { told += transcript.add(.used(permission)) == nil ? 0 : 1 }
        }
        #expect(transcript.add(.blocked(all[0])) == .blocked(all[0]))
        #expect(transcript.add(.blocked(all[0])) == nil)
        #expect(told == 1000)
        #expect(transcript.used == Array(all.prefix(1000)))
        #expect(transcript.blocked == [all[0]])
        #expect(transcript.dropped == 200 * 500)
    }
}
