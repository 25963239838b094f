import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class ResumeTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        /// Ends a session of a few cells by a signal.
        private func cutOff(_ lines: [String], by signal: Int32) throws {
            let terminal = try program.terminal()
            terminal.type(lines)
            terminal.signal(signal)
            #expect(terminal.waitExit() == 128 + signal)
        }

        @Test("After a kill the next start tells of it; the last finished cell counts, the running one is offered")
        func kill() throws {
            let first = try program.terminal()
            first.type(["def f(n):\rreturn n + 1\r", "x = f(41); print('hello')"])
            first.send("import time; print('going'); time.sleep(60)\r")
            #expect(first.wait(for: "\ngoing"))
            first.signal(SIGKILL)
            #expect(first.waitExit() == 128 + SIGKILL)

            let second = try program.terminal()
            #expect(second.wait(for: " was cut off; ':resume' takes it up\n"))
            #expect(second.wait(for: "In [1]:"))
            second.send(":resume\r")
            #expect(second.wait(for: "In [4]: import time; print('going'); time.sleep(60)", timeout: .seconds(20)))
            #expect(second.screen.text.contains("In [2]: x = f(41); print('hello')\nhello\nresumed '"))
            let told = "': 2 cells, 2 variables (f, x)\ncell 3 was running when it was cut off"
            #expect(second.screen.text.contains(told))
            second.send("\u{3}")
            second.type(["f(x)"], from: 4)
            #expect(second.screen.text.contains("Out[4]: 43"))
            second.send("\u{4}")
            #expect(second.waitExit() == 0)
        }

        @Test("A session that lost its terminal is taken up with its branches", arguments: [SIGHUP, SIGTERM])
        func signal(_ signal: Int32) throws {
            try cutOff(["x = [1]", "x.append(2)"], by: signal)
            let terminal = try program.terminal("--resume")
            #expect(terminal.wait(for: "2 cells, 1 variable (x)\nIn [3]:", timeout: .seconds(20)))
            terminal.send(":undo\r")
            #expect(terminal.wait(for: "  undone  [2]  x.append(2)\nthe session is as it was after cell 1;"))
            terminal.type(["x"], from: 3)
            #expect(terminal.screen.text.contains("Out[3]: [1]"))
            terminal.send(":goto 2\r")
            #expect(terminal.wait(for: "  undone  [3]  x\n  redone  [2]  x.append(2)\n"))
            terminal.type(["x"], from: 4)
            #expect(terminal.screen.text.contains("Out[4]: [1, 2]"))
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        @Test("A session that was left ended well, and is taken up by its identifier")
        func ended() throws {
            let terminal = try program.terminal()
            terminal.type(["x = 41"])
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
            let none = try program.run("--resume", "-c", "x + 1")
            #expect(none.status == 2)
            let match = try #require(none.stderr.firstMatch(of: /'cloche --resume=([0-9a-z-]+)'/))
            #expect(none.stderr.hasPrefix("cloche: no session was cut off; '"))
            let run = try program.run("--resume=\(match.1)", "-c", "x + 1")
            #expect(run == Program.Run(status: 0, stdout: "42\n", stderr: ""))
        }

        @Test("Of several sessions the user chooses one; without a terminal they are listed")
        func several() throws {
            try cutOff(["x = 'older'"], by: SIGHUP)
            try cutOff(["x = 'newer'"], by: SIGHUP)
            let listed = try program.run("--resume", "-c", "x")
            #expect(listed.status == 2)
            #expect(listed.stdout == "")
            #expect(listed.stderr.hasSuffix("cloche: 2 sessions were cut off; '--resume=ID' takes up one of them\n"))
            let lines = listed.stderr.split(separator: "\n")
            #expect(lines.count == 3 && lines[0].hasSuffix("  x = 'newer'") && lines[1].hasSuffix("  x = 'older'"))
            let terminal = try program.terminal("--resume")
            #expect(terminal.wait(for: "which one? [1]"))
            terminal.send("2\r")
            terminal.type(["x", "x"], from: 2)
            #expect(terminal.screen.text.contains("Out[2]: 'older'"))
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        @Test("Where sessions are not kept there are none")
        func off() throws {
            let folder = program.folder.appendingPathComponent(".config/cloche")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data("sessions = false\n".utf8).write(to: folder.appendingPathComponent("config.toml"))
            try cutOff(["x = 1"], by: SIGHUP)
            #expect(!FileManager.default.fileExists(atPath: program.path(".local/state/cloche/sessions")))
            let run = try program.run("--resume", "-c", "x")
            #expect(run == Program.Run(status: 2, stdout: "", stderr: "cloche: there is no session to take up\n"))
        }

        @Test("Undo names the files that it does not cover, and the tree shows the branches")
        func undo() throws {
            try FileManager.default.createDirectory(atPath: program.path("data"), withIntermediateDirectories: false)
            let terminal = try program.terminal("--allow-write=\(program.path("data"))", columns: 200)
            let file = program.path("data/out.txt")
            terminal.type(["x = 1", "open('\(file)', 'w').write('text')"])
            terminal.send(":undo\r")
            let expected = "not undone, since it is outside of the sandbox:\n  files  \(file)\n"
            #expect(terminal.wait(for: expected))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "text")
            terminal.type(["x"], from: 3)
            terminal.send(":checkpoints\r")
            #expect(terminal.wait(for: "4 checkpoints, "))
            let tree = terminal.screen.lines.suffix { !$0.contains(":checkpoints") }
            #expect(tree.contains { $0.hasSuffix("  ├─ 2  open('\(file)', 'w').write('text') (undone)") })
            #expect(tree.contains { $0.hasSuffix("  3  x (here)") })
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }
    }
}

extension Array {
    /// The elements at the end that satisfy a condition.
    fileprivate func suffix(_ condition: (Element) -> Bool) -> ArraySlice<Element> {
        let last = lastIndex { !condition($0) }
        return self[(last.map { $0 + 1 } ?? startIndex)...]
    }
}
