import Foundation
import Testing

@testable import Cloche

@Suite struct SessionPickleTests {
    private static let dump: [UInt8] = [0x80, 4, 0x8c, 255, 46]

    @Test("A dump is taken as it is, with the metadata that came beside it")
    func raw() throws {
        let beside = Data(#"{"created": "2025-05-01T12:00:00.250Z", "packages": ["numpy"]}"#.utf8)
        let pickle = try SessionPickle(parsing: Data(Self.dump), metadata: beside)
        #expect(Array(pickle.bytes) == Self.dump)
        #expect(pickle.metadata.packages == ["numpy"])
        #expect(pickle.metadata.created == Date(timeIntervalSince1970: 1_746_100_800.25))
        #expect(pickle.metadata.lastModified == nil)
        #expect(try SessionPickle(parsing: Data(Self.dump)).metadata == PickleMetadata())
    }

    @Test(
        "JSON gives the numbers, whatever else it holds",
        arguments: [
            "[128, 4,140 ,255,46]",
            " \n[128,4,140,255,46]\r\n",
            #"{"session_bytes": [128,4,140,255,46], "session_metadata": {"packages": []}}"#,
            #"{"stdout": "[}\"", "sessionBytes":[128,4,140,255,46],"result":{"a":[1,{}]},"ok":true}"#,
            #"{"session_metadata":null,"session_bytes":[128,4,140,255,46]}"#,
        ]
    )
    func json(_ text: String) throws {
        let found = try SessionBytesScanner.scan(Data(text.utf8), maximumBytes: 5)
        #expect(found.bytes == Self.dump)
        #expect(try SessionPickle(parsing: Data(text.utf8)).bytes == Data(Self.dump))
    }

    @Test("Metadata within the JSON goes before that beside it")
    func metadata() throws {
        let text = #"{"session_bytes":[128,4,46],"session_metadata":{"packages":["pandas"]}}"#
        let beside = Data(#"{"packages": ["numpy"]}"#.utf8)
        #expect(try SessionPickle(parsing: Data(text.utf8), metadata: beside).metadata.packages == ["pandas"])
    }

    @Test(
        "What is no session is refused with what is wrong",
        arguments: [
            ("", "it is neither a pickle nor JSON with session_bytes"),
            ("hello", "it is neither a pickle nor JSON with session_bytes"),
            ("\u{1f}\u{8b}", "it is neither a pickle nor JSON with session_bytes"),
            ("[]", "its session_bytes are no pickle of protocol 2 to 5"),
            ("[1,2]", "its session_bytes are no pickle of protocol 2 to 5"),
            ("[128,4", "it ends in the middle"),
            ("[128,4] []", "something follows the JSON"),
            ("[128,256]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("[128,-1]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("[128,4.5]", "it is malformed JSON"),
            ("[128,04]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("[128,99999999999999999999]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("[128,]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("[[128]]", "its session_bytes hold something else than whole numbers from 0 to 255"),
            ("{}", "it has no session_bytes"),
            (#"{"created":"now","packages":[]}"#, "it holds metadata only; load the pickle that it belongs to"),
            (#"{"session_bytes":"gASV"}"#, "its session_bytes are not an array of numbers"),
            (#"{"session_bytes":[128],"sessionBytes":[128]}"#, "it has session_bytes twice"),
            (#"{"a":}"#, "it is malformed JSON"),
            (#"{"a" 1}"#, "it is malformed JSON"),
            (#"{"a":"\""#, "it ends in the middle"),
            (
                #"{"session_bytes":[128,4,46],"session_metadata":[]}"#,
                "its session_metadata is not an object with 'created', 'lastModified' and 'packages'"
            ),
            (
                #"{"session_bytes":[128,4,46],"session_metadata":{"packages":"numpy"}}"#,
                "its session_metadata is not an object with 'created', 'lastModified' and 'packages'"
            ),
        ]
    )
    func refused(_ text: String, _ reason: String) {
        let bytes = text == "\u{1f}\u{8b}" ? Data([0x1f, 0x8b]) : Data(text.utf8)
        #expect(throws: ClocheError.invalidSessionPickle(reason)) { try SessionPickle(parsing: bytes) }
    }

    @Test("Numbers over the maximum and nesting without end stop the scan")
    func bounds() {
        #expect(throws: ClocheError.tooLargePickle(nil)) {
            try SessionBytesScanner.scan(Data("[1,2,3]".utf8), maximumBytes: 2)
        }
        let deep = #"{"a":"# + String(repeating: "[", count: 100_000)
        #expect(throws: ClocheError.invalidSessionPickle("it is nested too deeply")) {
            try SessionBytesScanner.scan(Data(deep.utf8), maximumBytes: 2)
        }
        let names = #"{"packages":["# + Array(repeating: #""a""#, count: 1001).joined(separator: ",") + "]}"
        #expect(throws: ClocheError.self) { try PickleMetadata(parsing: Data(names.utf8)) }
    }

    @Test("A text cut anywhere is refused or the same, never more")
    func cut() throws {
        let text = Data(#"{"x":[{"y":"\"]"}],"session_bytes":[128,4,46],"session_metadata":{"packages":[]}}"#.utf8)
        for length in 0..<text.count {
            #expect(throws: ClocheError.self) { try SessionPickle(parsing: text.prefix(length)) }
        }
        #expect(try SessionPickle(parsing: text).bytes == Data([128, 4, 46]))
    }
}
