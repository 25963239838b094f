import Foundation
import Testing

@testable import ClocheTerminal

@Suite struct HistoryTests {
    private let folder = NSTemporaryDirectory() + "cloche-history-" + UUID().uuidString
    private var path: String { folder + "/a/history" }

    @Test func `cells are kept whole across runs`() {
        defer { clean() }
        let cells = ["1+1", "def f():\n    return \"\\\"\"\n", "print('é日😀\t')", "\u{1B}\u{2028}\u{9B}\r"]
        let history = History(path: path)
        for cell in cells { #expect(history.begin(cell).failure == nil) }
        #expect(history.cells == cells)
        #expect(History(path: path).cells == cells)
    }

    @Test func `a cell is written before it ends, its outcome after`() throws {
        defer { clean() }
        let history = make("s", now: 7)
        let id = try #require(history.begin("1/0").id)
        #expect(content == #"{"cell":"1/0","time":7,"session":"s","number":1}"# + "\n")
        #expect(make("t").entries == [HistoryEntry(cell: "1/0", time: 7, session: "s", number: 1)])
        history.end(id, outcome: "error")
        #expect(history.entries.map(\.outcome) == ["error"])
        #expect(make("t").entries == history.entries)
    }

    @Test func `only the owner can read the file and its folder`() throws {
        defer { clean() }
        _ = History(path: path).begin("secret")
        #expect(try permissions(path) == 0o600)
        #expect(try permissions(folder + "/a") == 0o700)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = History(path: path).begin("more")
        #expect(try permissions(path) == 0o600)
    }

    @Test(arguments: [" secret", "", " \n", "\n\t"])
    func `a cell behind a space, or an empty one, is kept out`(cell: String) {
        defer { clean() }
        let history = History(path: path)
        #expect(history.begin(cell) == (nil, nil))
        #expect(history.cells == [])
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `while it is off nothing is added`() {
        defer { clean() }
        let history = History(path: path)
        _ = history.begin("a")
        history.isOn = false
        #expect(history.begin("b") == (nil, nil))
        history.isOn = true
        _ = history.begin("c")
        #expect(history.cells == ["a", "c"])
    }

    @Test func `of equal cells there is the newest`() {
        defer { clean() }
        let history = History(path: path)
        for cell in ["a", "a", "b", "a"] { _ = history.begin(cell) }
        #expect(history.cells == ["b", "a"])
        #expect(History(path: path).cells == ["b", "a"])
    }

    @Test func `a line that cannot be read is skipped, one that was cut does not spoil the next`() throws {
        defer { clean() }
        _ = make("s").begin("a")
        try append("nonsense\n{\"cell\":\"\\x\"}\n{\"cell\":\"old\"}\n{\"cell\":\"\u{FF}")
        #expect(make("t").cells == ["a", "old"])
        _ = make("t").begin("b")
        #expect(make("u").cells == ["a", "old", "b"])
    }

    @Test func `cells of others come as they are run, one's own stay the last`() {
        defer { clean() }
        let one = make("one")
        let other = make("other")
        _ = one.begin("1")
        _ = other.begin("2")
        #expect(one.cells == ["2", "1"])
        _ = other.begin("3")
        _ = other.begin("1")
        #expect(one.cells == ["2", "3", "1"])
        #expect(other.cells == ["2", "3", "1"])
        #expect(make("third").cells == ["2", "3", "1"])
    }

    @Test func `a run that has the name of an earlier one counts on`() {
        defer { clean() }
        _ = make("s").begin("a")
        let history = make("s")
        #expect(history.begin("b").id == 2)
        #expect(history.cells == ["a", "b"])
    }

    @Test func `a suggestion is the rest of the newest cell that begins with a text`() {
        defer { clean() }
        _ = make("other").begin("import os")
        let history = make("s")
        #expect(history.suggestion(for: "imp") == "ort os")
        _ = history.begin("import re\nre.I")
        #expect(history.suggestion(for: "imp") == "ort re\nre.I")
        #expect(history.suggestion(for: "import o") == "s")
        #expect(history.suggestion(for: "import os") == nil)
        #expect(history.suggestion(for: "") == nil)
    }

    @Test func `what cannot be written is told once, and kept in memory`() {
        let history = History(path: "/dev/null/history")
        #expect(history.begin("a").failure == "Cannot write history: '/dev/null/history': Not a directory")
        #expect(history.begin("b").failure == nil)
        #expect(history.cells == ["a", "b"])
    }

    @Test func `a disk that is full is told once, and the session goes on`() {
        let history = History(path: "/dev/full")
        let (id, failure) = history.begin("a")
        #expect(failure == "Cannot write history: '/dev/full': No space left on device")
        if let id { history.end(id, outcome: "ok") }
        #expect(history.begin("b").failure == nil)
        #expect(history.entries.map(\.outcome) == ["ok", nil])
    }

    @Test func `a path that names no file is written to, and neither read nor changed`() throws {
        defer { clean() }
        try makeFolder()
        #expect(mkfifo(path, 0o644) == 0)
        let history = History(path: path)
        #expect(history.begin("a").failure == nil)
        #expect(history.cells == ["a"])
        #expect(try permissions(path) == 0o644)
    }

    @Test func `a cell of more than a mebibyte stays in memory`() {
        defer { clean() }
        let history = History(path: path)
        let cell = String(repeating: "x", count: (1 << 20) + 1)
        let (id, failure) = history.begin(cell)
        #expect(failure == "Cannot write history: cell is 1048577 bytes, maximum is 1048576")
        if let id { history.end(id, outcome: "ok") }
        #expect(history.cells == [cell])
        #expect(History(path: path).cells == [])
    }

    @Test(
        arguments: [
            (["HOME": "/h"], "/h/.local/state/cloche/history"),
            (["HOME": "/h", "XDG_STATE_HOME": "/s"], "/s/cloche/history"),
            (["HOME": "/h", "XDG_STATE_HOME": "relative"], "/h/.local/state/cloche/history"), ([:], nil),
        ] as [([String: String], String?)]
    )
    func `the history belongs into the state folder`(environment: [String: String], path: String?) {
        #expect(History.defaultPath(environment: environment) == path)
    }

    // MARK: Bounds

    @Test func `a file of twice as many lines as cells is made smaller`() throws {
        defer { clean() }
        let history = make("s", cells: 10)
        for number in 0..<10 {
            let id = try #require(history.begin("\(number)").id)
            history.end(id, outcome: "ok")
        }
        #expect(content.split(separator: "\n").count == 20)
        let id = try #require(history.begin("10").id)
        #expect(content.split(separator: "\n").count == 10)
        history.end(id, outcome: "error")
        #expect(history.cells == (1...10).map { "\($0)" })
        #expect(make("t").entries == history.entries)
        #expect(try permissions(path) == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a") == ["history"])
    }

    @Test func `a file of too many bytes is made smaller`() {
        defer { clean() }
        let history = make("s", bytes: 4000)
        for number in 0..<1000 { _ = history.begin("cell \(number)") }
        #expect(content.utf8.count <= 4000)
        let cells = make("t").cells
        #expect(cells.last == "cell 999")
        #expect(cells.count > 20)
        #expect(history.cells.suffix(cells.count) == cells[...])
    }

    @Test func `others go on after a file was made smaller under them`() {
        defer { clean() }
        let one = make("one", cells: 100)
        let other = make("other", cells: 5)
        for number in 0..<20 {
            _ = one.begin("one \(number)")
            _ = other.begin("other \(number)")
        }
        #expect(make("third").cells.suffix(2) == ["one 19", "other 19"])
        #expect(one.cells.contains("other 19"))
        #expect(one.cells.last == "one 19")
    }

    @Test func `a linked file is made smaller where it is`() throws {
        defer { clean() }
        try makeFolder()
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "../target")
        let history = make("s", cells: 2)
        for number in 0..<9 { _ = history.begin("\(number)") }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "../target")
        #expect(try permissions(folder + "/target") == 0o600)
        #expect(make("t", cells: 2).cells == ["7", "8"])
        #expect(content.split(separator: "\n").count <= 4)
    }

    @Test func `what a kill left of an earlier attempt is in nobody's way`() throws {
        defer { clean() }
        try makeFolder()
        try Data("part".utf8).write(to: URL(fileURLWithPath: path + ".new"))
        let history = make("s", cells: 2)
        for number in 0..<9 { #expect(history.begin("\(number)").failure == nil) }
        #expect(make("t", cells: 2).cells == ["7", "8"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a") == ["history"])
    }

    @Test func `a file that cannot be made smaller goes on growing, which is told once`() throws {
        defer { clean() }
        try makeFolder()
        try FileManager.default.createDirectory(atPath: path + ".new", withIntermediateDirectories: false)
        let history = make("s", cells: 2)
        let failures = (0..<9).compactMap { history.begin("\($0)").failure }
        #expect(failures == ["Cannot shorten history: '\(path)': File exists"])
        #expect(make("t").cells.count == 9)
    }

    @Test func `a file that was removed is begun again`() throws {
        defer { clean() }
        let history = make("s")
        _ = history.begin("a")
        try FileManager.default.removeItem(atPath: path)
        _ = history.begin("b")
        #expect(history.cells == ["a", "b"])
        #expect(make("t").cells == ["b"])
    }

    // MARK: Files

    private func make(_ session: String, now: Int = 0, cells: Int = 1000, bytes: Int = 1 << 24) -> History {
        History(path: path, maximumCells: cells, maximumBytes: bytes, session: session, now: { now })
    }

    private var content: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    private func append(_ text: String) throws {
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private func permissions(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func makeFolder() throws {
        try FileManager.default.createDirectory(atPath: folder + "/a", withIntermediateDirectories: true)
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }
}
