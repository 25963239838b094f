import ClocheTestSupport
import Testing

@testable import ClocheTerminal

@Suite struct HistoryLineTests {
    private static let entry = HistoryEntry(
        cell: "s = \"\\a\"\n\t日\u{1B}\u{9B}\u{2028}",
        time: 1_790_000_000,
        session: "5f0c9a1e",
        number: 3,
        outcome: "ok"
    )
    private static let line =
        #"{"cell":"s = \"\\a\"\n\t日\u001b\u009b\u2028","time":1790000000,"session":"5f0c9a1e","number":3,"outcome":"ok"}"#

    @Test func `a cell is one line of JSON`() {
        #expect(String(decoding: HistoryLine.encode(.cell(Self.entry)), as: UTF8.self) == Self.line)
        #expect(decode(Self.line) == .cell(Self.entry))
    }

    @Test func `an outcome names its cell`() {
        let record = HistoryRecord.outcome(HistoryRun(session: "5f0c9a1e", number: 3), "timedOut")
        let line = #"{"outcome":"timedOut","session":"5f0c9a1e","number":3}"#
        #expect(String(decoding: HistoryLine.encode(record), as: UTF8.self) == line)
        #expect(decode(line) == record)
    }

    @Test func `a line of an earlier version is a cell`() {
        #expect(decode(#"{"cell":"1+1"}"#) == .cell(HistoryEntry(cell: "1+1")))
    }

    @Test func `what others write as JSON is read too`() {
        let line = #" { "cell" : "\u00e9\ud83d\ude00\/\r" , "pi": -3.1e4, "x":null, "time": 5, "later":"y"}"# + "\r"
        #expect(decode(line) == .cell(HistoryEntry(cell: "é😀/\r", time: 5)))
    }

    @Test(
        arguments: [
            "", "{", "{}", "nonsense", #"{"cell":"\x"}"#, #"{"cell":"a"#, #"{"cell":"a"} x"#, #"{"cell":"\u12"}"#,
            #"{"cell":"\ud83d"}"#, #"{"cell":"\udc00"}"#, #"{"cell":"\ud83dx"}"#, #"{"cell":["a"]}"#, #"{"cell":1}"#,
            #"{"outcome":"ok"}"#, "{\"cell\":\"a\tb\"}", #"{"cell":"a",}"#, #"{"cell":"\u+123"}"#, #"{"cell":"a\"#,
        ]
    )
    func `any other line is refused`(line: String) {
        #expect(decode(line) == nil)
    }

    @Test func `invalid UTF-8 is refused`() {
        let line = Array(#"{"cell":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(line.withUnsafeBufferPointer(HistoryLine.decode) == nil)
    }

    @Test func `no line that is cut or changed crashes`() {
        var random = SplitMix(state: 7)
        let line = Array(Self.line.utf8)
        for length in 0..<line.count { #expect(line[..<length].withUnsafeBufferPointer(HistoryLine.decode) == nil) }
        for _ in 0..<2000 {
            var changed = line
            changed[Int.random(in: 0..<line.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            _ = changed.withUnsafeBufferPointer(HistoryLine.decode)
        }
    }

    private func decode(_ line: String) -> HistoryRecord? {
        Array(line.utf8).withUnsafeBufferPointer(HistoryLine.decode)
    }
}
