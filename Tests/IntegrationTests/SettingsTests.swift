import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class SettingsTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        private func write(_ text: String, to name: String) throws {
            let url = URL(fileURLWithPath: program.path(name))
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }

        /// Writes a program of the shell that stands in for the user's editor or pager.
        private func script(_ name: String, _ text: String) throws -> String {
            try write("#!/bin/sh\n" + text, to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program.path(name))
            return program.path(name)
        }

        private func leave(_ terminal: PTY) {
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        @Test("The file's mistakes are told, the rest counts, and start-up cells run")
        func file() throws {
            try write(
                "keymap = 'qwerty'\nprompt = '{n}> '\ncolors = 'off'\nstartup = 'start.py'\n",
                to: ".config/cloche/config.toml"
            )
            try write("x = 5\n# %%\n1/0\n# %%\nprint('x is', x)\n", to: ".config/cloche/start.py")
            let terminal = try program.terminal(columns: 100)
            #expect(terminal.wait(for: "\n4>", timeout: .seconds(20)))
            terminal.send("x + 1\r")
            #expect(terminal.wait(for: "\n5>"))
            let expected = """
                cloche: ~/.config/cloche/config.toml:1:10: 'keymap' cannot be 'qwerty'; it can be 'auto', 'emacs' or
                 'vi'
                cloche 0.1.0: Python in a sandbox; ':help' helps, Ctrl-D leaves
                Traceback (most recent call last):
                  File "<cell 2>", line 1, in <module>
                    1/0
                    ~^~
                ZeroDivisionError: division by zero
                x is 5
                4> x + 1
                Out[4]: 6
                5>
                """
            #expect(terminal.screen.text == expected)
            leave(terminal)
        }

        @Test("Limits and the profile of the file count for -c, and start-up cells do not")
        func cell() throws {
            try write("timeout = 0.5\nprofile = 'net'\nstartup = 'start.py'\n", to: "c.toml")
            try write("print('started')\n", to: "start.py")
            let code = "print(open('start.py').read()); import time; time.sleep(9)"
            let run = try program.run("--config", "c.toml", "-c", code)
            #expect(run.status == 124)
            #expect(run.stdout == "print('started')\n\n")
            #expect(try program.run("--config", "c.toml", "--profile", "strict", "-c", code).status == 1)
        }

        @Test("The file that the command line names has to be there")
        func missing() throws {
            let expected = """
                cloche: cannot read 'c.toml': No such file or directory
                cloche: 'cloche --help' lists the options

                """
            let run = try program.run("--config", "c.toml", "-c", "1")
            #expect(run == Program.Run(status: 2, stdout: "", stderr: expected))
        }

        @Test("The editor gets the last cell, and what it leaves is typed at the next prompt")
        func edit() throws {
            let editor = try script(
                "editor",
                """
                stat -c %a "$1" "$(dirname "$1")"; basename "$1"; printf %s "$1" > "$HOME/path"
                sed -i 's/1/41/' "$1"; echo 'x + 1' >> "$1"
                """
            )
            let terminal = try program.terminal(environment: ["EDITOR": editor])
            #expect(terminal.wait(for: "In [1]:", timeout: .seconds(20)))
            terminal.send("x = 1\r")
            #expect(terminal.wait(for: "In [2]:", timeout: .seconds(20)))
            terminal.send(":edit\r")
            #expect(terminal.wait(for: "600\n700\ncell.py\nIn [2]: x = 41\n   ...: x + 1"))
            terminal.send("\r")
            #expect(terminal.wait(for: "Out[2]: 42"))
            terminal.send(":edit 1\r")
            #expect(terminal.wait(for: "In [3]: x = 41"))
            terminal.send("\u{3}")
            let path = try String(contentsOfFile: program.path("path"), encoding: .utf8)
            #expect(
                !FileManager.default.fileExists(atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
            )
            leave(terminal)
        }

        @Test(
            "An editor that fails changes nothing",
            arguments: [
                ("exit 3", "ended with status 3; nothing is changed"), ("kill -9 $$", "ended with status 137;"),
            ]
        )
        func failingEditor(_ text: String, _ message: String) throws {
            let variables = ["VISUAL": try script("editor", text), "EDITOR": "true"]
            let terminal = try program.terminal(environment: variables, columns: 200)
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send(":edit\r")
            #expect(terminal.wait(for: message))
            #expect(terminal.wait(for: "\nIn [1]:"))
            leave(terminal)
        }

        @Test("Ctrl-C in a pager is the pager's, and the text goes to its standard input")
        func pager() throws {
            // A shell that is about to read would take the signal before, and read on.
            let lines = "trap 'echo interrupted; exit' INT; wc -l; echo $LESS; while :; do sleep 0.1; done"
            let pager = try script("pager", lines)
            try write("pager = '\(pager)'\n", to: ".config/cloche/config.toml")
            let terminal = try PTY(Program.path, [], environment: program.environment, columns: 60, rows: 10)
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send(":help\r")
            #expect(terminal.wait(for: "\nFRX"))
            terminal.send("\u{3}")
            #expect(terminal.wait(for: "interrupted\nIn [1]:"))
            leave(terminal)
        }

        @Test(
            "The built-in pager turns pages, and gives the screen back",
            arguments: ["auto", "builtin", "no-such-pager"]
        )
        func builtInPager(_ choice: String) throws {
            try write("pager = '\(choice)'\n", to: ".config/cloche/config.toml")
            let terminal = try PTY(Program.path, [], environment: program.environment, columns: 40, rows: 8)
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send(":help\r")
            #expect(terminal.wait(for: "1-7 of"))
            terminal.send(" ")
            #expect(terminal.wait(for: "8-14 of"))
            terminal.resize(columns: 60, rows: 10)
            #expect(terminal.wait { $0.lines.last?.contains("; space goes on, q leaves") == true })
            terminal.send("G")
            #expect(terminal.wait(for: "(end); q leaves"))
            terminal.send("q1 + 1\r")
            #expect(terminal.wait(for: "In [1]: 1 + 1\nOut[1]: 2\nIn [2]:", timeout: .seconds(20)))
            leave(terminal)
        }

        @Test("A short text, and every text with --plain, is printed")
        func printed() throws {
            let terminal = try program.terminal(environment: ["PAGER": "echo paged"])
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send(":help quit\r")
            #expect(terminal.wait(for: "ends the session\n"))
            leave(terminal)
            let plain = try PTY(Program.path, ["--plain"], environment: program.environment, columns: 80, rows: 10)
            #expect(plain.wait(for: "In [1]:"))
            plain.send(":help\r")
            #expect(plain.wait(for: "':help keys' all"))
            leave(plain)
        }
    }
}
