import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class PromptTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        private func leave(_ terminal: PTY) {
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        @Test("A function is defined over several lines, recalled whole, and changed in its middle")
        func recall() throws {
            let terminal = try program.terminal()
            terminal.type(["def f(n):\rm = n + 1\rreturn m\r", "f(1)"])
            terminal.send("\u{1B}[A\u{1B}[A")
            #expect(terminal.wait(for: "In [3]: def f(n):\n   ...:     m = n + 1\n   ...:     return m"))
            terminal.send("\u{1B}[A\u{5}0\u{1B}[B\u{5}\r\r")
            terminal.type(["f(1)"], from: 4)
            #expect(terminal.screen.text.contains("In [4]: f(1)\nOut[4]: 11\n"))
            leave(terminal)
        }

        @Test("A cell asks, and control sequences change nothing")
        func input() throws {
            let terminal = try program.terminal()
            terminal.type(["print('\\x1b[2J\\x1b]0;title\\x07')", "x = input('name? ')\rAda", "x"])
            let expected = """
                ^[[2J^[]0;title^G
                In [2]: x = input('name? ')
                name? Ada
                In [3]: x
                Out[3]: 'Ada'
                In [4]:
                """
            // What a busy machine shows besides.
            let waiting = "waiting for the checkpoint of the last cell\n"
            #expect(terminal.screen.text.replacing(waiting, with: "").hasSuffix(expected))
            #expect(terminal.screen.title == nil)
            leave(terminal)
        }

        @Test("Ctrl-C and Ctrl-D at a question are KeyboardInterrupt and EOFError")
        func refusedInput() throws {
            let terminal = try program.terminal()
            terminal.type(["x = 1"])
            terminal.send("input('a? ')\r")
            #expect(terminal.wait(for: "\na?"))
            terminal.send("Ad\u{3}")
            #expect(terminal.wait(for: "\nKeyboardInterrupt\nIn [3]:"))
            terminal.send("input('b? ')\r")
            #expect(terminal.wait(for: "\nb?"))
            terminal.send("\u{4}")
            #expect(terminal.wait(for: "\nEOFError: EOF when reading a line\nIn [4]:"))
            leave(terminal)
        }

        @Test("Ctrl-C stops a sleeping cell and keeps the variables")
        func interrupt() throws {
            let terminal = try program.terminal()
            terminal.type(["import time; kept = 7"])
            terminal.send("for i in range(9): print('tick', i); time.sleep(1)\r\r")
            #expect(terminal.wait(for: "\ntick 1"))
            terminal.send("\u{3}")
            #expect(terminal.wait(for: "KeyboardInterrupt"))
            terminal.type(["kept, i"], from: 3)
            #expect(terminal.screen.text.contains("Out[3]: (7, 1)"))
            leave(terminal)
        }

        @Test("What lives in a session is kept across a change of its permissions")
        func permissions() throws {
            let terminal = try program.terminal(columns: 120)
            terminal.type(
                [
                    "import io, os, random, sqlite3; db = sqlite3.connect(':memory:'); s = io.StringIO('ab'); _ = s.read(1)",
                    "_ = db.execute('create table t (n)'); _ = db.execute('insert into t values (5)')",
                    "g = iter([1, 2]); n = next(g); _ = open('/tmp/f', 'w').write('kept'); random.seed(1); r = random.getstate()",
                ]
            )
            terminal.send(":allow env LANG\r")
            #expect(terminal.wait(for: "[env LANG] In [4]:", timeout: .seconds(20)))
            terminal.send(
                "next(g), s.read(), [*db.execute('select n from t')], open('/tmp/f').read(), os.environ['LANG']\r"
            )
            #expect(terminal.wait(for: "Out[4]: (2, 'b', [(5,)], 'kept', 'C.UTF-8')"))
            terminal.send("random.getstate() == r\r:deny env\r")
            #expect(terminal.wait(for: "Out[5]: True"))
            #expect(terminal.wait(for: "\nnothing is granted\nIn [6]:"))
            leave(terminal)
        }

        @Test("A sandbox that is killed is replaced, and the session goes on")
        func death() throws {
            let terminal = try program.terminal()
            // A change of permissions takes a checkpoint.
            terminal.type(["x = 5"])
            terminal.send(":allow env LANG\r")
            #expect(terminal.wait(for: "[env LANG] In [2]:"))
            terminal.send("import time; print('sleeping'); time.sleep(60)\r")
            #expect(terminal.wait(for: "\nsleeping"))
            for child in Self.children(of: terminal.processIdentifier) { kill(child, SIGKILL) }
            #expect(terminal.wait(for: "the sandbox died while cell 2 ran; the session is back as it was before it"))
            terminal.type(["x"], from: 3)
            #expect(terminal.screen.text.contains("Out[3]: 5"))
            leave(terminal)
        }

        @Test("A thousand lines are pasted as one cell, and kept in the history with mode 0600")
        func paste() throws {
            let terminal = try program.terminal()
            #expect(terminal.wait(for: "In [1]:"))
            let lines = (0..<1000).map { "v\($0) = \($0)" }.joined(separator: "\r")
            terminal.send("\u{1B}[200~\(lines)\u{1B}[201~")
            #expect(terminal.wait(for: "v999 = 999"))
            terminal.send("\r")
            terminal.type(["v0 + v999"], from: 2)
            #expect(terminal.screen.text.contains("Out[2]: 999"))
            leave(terminal)
            let attributes = try FileManager.default.attributesOfItem(
                atPath: program.path(".local/state/cloche/history")
            )
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }

        @Test("Without the line editor everything works but the keys")
        func plain() throws {
            let terminal = try program.terminal("--plain", "--no-color")
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send("for i in range(2):\r")
            #expect(terminal.wait(for: "\n   ...:"))
            terminal.send("    print(i)\r")
            #expect(terminal.wait(for: "print(i)\n   ...:"))
            terminal.send("\r")
            terminal.type(["1/0"], from: 2)
            let expected = """
                In [1]: for i in range(2):
                   ...:     print(i)
                   ...:
                0
                1
                In [2]: 1/0
                Traceback (most recent call last):
                  File "<cell 2>", line 1, in <module>
                    1/0
                    ~^~
                ZeroDivisionError: division by zero
                In [3]:
                """
            #expect(terminal.screen.text.hasSuffix(expected))
            leave(terminal)
        }

        private static func children(of parent: Int32) -> [Int32] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap { Int32($0) }.filter { process in
                let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
                return status?.contains("PPid:\t\(parent)\n") == true
            }
        }
    }
}
