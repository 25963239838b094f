import Foundation
import Testing

@testable import Cloche

struct PermissionCodingTests {
    @Test func setsAreStableJSON() throws {
        var set = PermissionSet()
        set[.read].items = ["/a", "/b"]
        set[.read].denied = ["/a/c"]
        set[.net].isAll = true
        set[.net].items = ["10.0.0.1"]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(set), as: UTF8.self)
        let expected =
            #"{"net":{"all":true,"denied":[],"items":["10.0.0.1"]},"#
            + #""read":{"all":false,"denied":["/a/c"],"items":["/a","/b"]}}"#
        #expect(text == expected)
        #expect(try JSONDecoder().decode(PermissionSet.self, from: Data(text.utf8)) == set)
    }

    @Test func secretsAreNamesAlone() throws {
        var set = PermissionSet()
        try set.allow(.env, ["PLAIN", "API_*"])
        try set.allowSecrets(["TOKEN"])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let text = String(decoding: try encoder.encode(set), as: UTF8.self)
        let items = #""items":["API_*","PLAIN","TOKEN"],"secrets":["TOKEN"]"#
        #expect(text == #"{"env":{"all":false,"denied":[],"# + items + "}}")
        #expect(try JSONDecoder().decode(PermissionSet.self, from: Data(text.utf8)) == set)
    }

    @Test func nothingIsAnEmptyObject() throws {
        #expect(try JSONDecoder().decode(PermissionSet.self, from: Data("{}".utf8)).isEmpty)
    }

    @Test(arguments: [
        #"{"sys":{"all":true,"denied":[],"items":[]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["relative"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a/../b"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a,/etc"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a\u001b[2J"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a\u202eb"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/b","/a"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a","/a"]}}"#,
        #"{"read":{"all":true,"denied":[],"items":["/a"]}}"#,
        #"{"read":{"all":1,"denied":[],"items":[]}}"#,
        #"{"read":{"all":true}}"#,
        #"{"read":["/a"]}"#,
        #"{"net":{"all":false,"denied":[],"items":["EXAMPLE.com"]}}"#,
        #"{"net":{"all":false,"denied":[],"items":["2130706433"]}}"#,
        #"{"net":{"all":true,"denied":[],"items":["127.0.0.1:80"]}}"#,
        #"{"net":{"all":true,"denied":[],"items":["example.com"]}}"#,
        #"{"env":{"all":false,"denied":[],"items":["A=B"]}}"#,
        #"{"env":{"all":false,"denied":[],"items":["*"]}}"#,
        #"{"env":{"all":false,"denied":[],"items":["A*B"]}}"#,
        #"{"env":{"all":false,"denied":[],"items":["A"],"secrets":["B"]}}"#,
        #"{"read":{"all":false,"denied":[],"items":["/a"],"secrets":["/a"]}}"#,
        #"{"run":{"all":false,"denied":[],"items":["/b/c"]},"write":{"all":false,"denied":[],"items":["/b"]}}"#,
        #"{"ffi":{"all":false,"denied":[],"items":["/b/c"]},"write":{"all":true,"denied":[],"items":[]}}"#,
    ])
    func whatNoSetWritesIsRefused(_ text: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(PermissionSet.self, from: Data(text.utf8)) }
    }

    @Test func tooManyItemsAreRefused() throws {
        let items = (0...PermissionSet.maximumItems).map { "\"A\(10_000 + $0)\"" }.joined(separator: ",")
        let text = #"{"env":{"all":false,"denied":[],"items":[\#(items)]}}"#
        #expect(throws: (any Error).self) { try JSONDecoder().decode(PermissionSet.self, from: Data(text.utf8)) }
    }

    @Test(arguments: [
        #"{"timeout":0,"memory":536870912,"output":1}"#, #"{"timeout":-1,"memory":536870912,"output":1}"#,
        #"{"timeout":1e300,"memory":536870912,"output":1}"#, #"{"timeout":1,"memory":1,"output":1}"#,
        #"{"timeout":1,"memory":9223372036854775807,"output":1}"#, #"{"timeout":1,"memory":536870912,"output":-1}"#,
    ])
    func limitsOutOfTheirRangeAreRefused(_ text: String) {
        #expect(throws: (any Error).self) { try JSONDecoder().decode(Limits.self, from: Data(text.utf8)) }
    }

    @Test(arguments: [
        Limits(), Limits(timeout: nil, memory: 64 << 20, output: 0), Limits(timeout: .milliseconds(1500)),
    ])
    func limitsComeBack(_ limits: Limits) throws {
        #expect(try JSONDecoder().decode(Limits.self, from: JSONEncoder().encode(limits)) == limits)
    }
}
