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
        for cell in cells { #expect(history.append(cell) == nil) }
        #expect(history.cells == cells)
        #expect(History(path: path).cells == cells)
    }

    @Test func `only the owner can read the file`() throws {
        defer { clean() }
        History(path: path).append("secret")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a cell that equals the last one, or is empty, is not added`() {
        defer { clean() }
        let history = History(path: path)
        for cell in ["a", "a", " \n", "b", "a"] { history.append(cell) }
        #expect(History(path: path).cells == ["a", "b", "a"])
    }

    @Test func `a line that cannot be read is skipped`() throws {
        defer { clean() }
        History(path: path).append("a")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        handle.seekToEndOfFile()
        handle.write(Data("nonsense\n{\"cell\":\"\\x\"}\n{\"cell\":\"\u{FF}".utf8) + Data([0xFF, 0xFE]))
        History(path: path).append("b")
        #expect(History(path: path).cells == ["a", "b"])
    }

    @Test func `two sessions keep the cells of both`() {
        defer { clean() }
        let one = History(path: path)
        let other = History(path: path)
        one.append("one")
        other.append("other")
        one.append("one again")
        #expect(History(path: path).cells == ["one", "other", "one again"])
    }

    @Test(.timeLimit(.minutes(1))) func `many writers leave only whole lines`() async {
        defer { clean() }
        let path = path
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let history = History(path: path)
                    for number in 0..<50 { history.append("\(writer) \(number)") }
                }
            }
        }
        #expect(Set(History(path: path).cells).count == 200)
    }

    @Test func `what cannot be written is reported once`() {
        let history = History(path: "/dev/null/history")
        #expect(history.append("a") == "Cannot write history: '/dev/null/history': Not a directory")
        #expect(history.append("b") == nil)
        #expect(history.cells == ["a", "b"])
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

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }
}
