import Testing

@testable import Cloche

@Suite struct PackageIndexTests {
    private static let hash = String(repeating: "a", count: 64)

    private static func index(_ files: String, packBytes: Int = 10, name: String = "glass") -> String {
        let head = #""format":1,"kind":"wheel","name":"\#(name)","version":"1.0","file":"glass-1.0.whl""#
        let numbers = #""sha256":"\#(hash)","archiveBytes":1,"packBytes":\#(packBytes),"native":false"#
        let lists = #""requires":[],"requiresPython":null,"imports":[],"files":[\#(files)]"#
        return "{\(head),\(numbers),\(lists)}"
    }

    private static func file(_ path: String, _ offset: Int, _ size: Int, _ sha256: String = hash) -> String {
        #"{"path":"\#(path)","offset":\#(offset),"size":\#(size),"sha256":"\#(sha256)"}"#
    }

    @Test("An index is taken where its files fill the pack, in order")
    func sound() throws {
        let bytes = Self.index("\(Self.file("a/b.py", 0, 4)),\(Self.file("a.py", 4, 0)),\(Self.file("b", 4, 6))")
        #expect(throws: PackageIndex.Flaw("its index is not sorted, or names a file twice")) {
            try PackageIndex(checking: Array(bytes.utf8))
        }
        let sorted = Self.index("\(Self.file("a.py", 0, 4)),\(Self.file("a/b.py", 4, 0)),\(Self.file("b", 4, 6))")
        #expect(try PackageIndex(checking: Array(sorted.utf8)).summary.packBytes == 10)
        #expect(try PackageIndex(checking: Array(Self.index("", packBytes: 0).utf8)).summary.name == "glass")
    }

    @Test(
        "An index that anyone may have written is held against itself",
        arguments: [
            (index(file("../a", 0, 10)), "its index names a file that is none"),
            (index(file("/a", 0, 10)), "its index names a file that is none"),
            (index(file("a//b", 0, 10)), "its index names a file that is none"),
            (index(file("a", 0, 10, "short")), "its index names a file that is none"),
            (index(file("a", 1, 9)), "its files overlap or leave a gap"),
            (index(file("a", 0, -1)), "its files overlap or leave a gap"),
            (index(file("a", 0, 11)), "its files overlap or leave a gap"),
            (index(file("a", 0, 9)), "its files do not fill the pack"),
            (index("\(file("a", 0, 5)),\(file("a", 5, 5))"), "its index is not sorted, or names a file twice"),
            (index(file("a", 0, 10), name: "../x"), "its index has names that are none"),
            (index(file("a", 0, 10), packBytes: .max), "its index has names that are none"),
            ("{}", "its index is malformed"), ("[", "its index is malformed"),
        ]
    )
    func unsound(_ index: String, _ reason: String) {
        #expect(throws: PackageIndex.Flaw(reason)) { try PackageIndex(checking: Array(index.utf8)) }
    }

    @Test("An index with more values than any package has is not parsed")
    func tooManyValues() {
        let error = #expect(throws: PackageIndex.Flaw.self) {
            _ = try PackageIndex(checking: [UInt8](repeating: UInt8(ascii: ","), count: 2_000_001))
        }
        #expect(error?.reason == "its index has too many values")
    }

    @Test(
        "What the installer tells is read, and what it does not is not",
        arguments: [
            (#"{"event":"done"}"#, InstallerEvent.done),
            (#"{"event":"packing","sha256":"\#(hash)"}"#, .packing(sha256: hash)),
            (#"{"event":"received","sha256":"\#(hash)","received":5}"#, .received(sha256: hash, bytes: 5)),
            (
                #"{"event":"failed","code":"packageInvalid","reason":"a\u001b[2J, b\n"}"#,
                .failed(code: .packageInvalid, reason: "a[2J, b")
            ),
            (
                #"{"event":"failed","code":"other"}"#,
                .failed(code: .installFailed, reason: "the installer gave no reason")
            ),
            (#"{"event":"packing","sha256":"../x"}"#, nil),
            (#"{"event":"received","sha256":"\#(hash)","received":-1}"#, nil), (#"{"event":"else"}"#, nil), ("x", nil),
        ]
    )
    func events(_ line: String, _ expected: InstallerEvent?) {
        #expect(InstallerEvent(Array(line.utf8)) == expected)
    }
}
