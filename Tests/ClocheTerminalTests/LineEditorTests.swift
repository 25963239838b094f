import ClocheTestSupport
import Foundation
import Testing

/// Drives `EditorProbe` on a pseudo-terminal.
@Suite(.timeLimit(.minutes(2))) struct LineEditorTests {
    private static let up = "\u{1B}[A"
    private static let down = "\u{1B}[B"
    private static let left = "\u{1B}[D"

    @Test func `a complete line is submitted by Enter`() throws {
        let pty = try started()
        pty.send("1+1\r")
        #expect(pty.wait(for: "In [2]:"))
        #expect(pty.screen.text == "In [1]: 1+1\ngot \"1+1\"\nIn [2]:")
        #expect(pty.screen.row == 2 && pty.screen.column == 8)
    }

    @Test func `a block is indented and submitted by an empty line`() throws {
        let pty = try started()
        pty.send("def f(x):\rreturn x\r")
        #expect(pty.wait { $0.row == 2 })
        #expect(pty.screen.text == "In [1]: def f(x):\n   ...:     return x\n   ...:")
        pty.send("\r")
        #expect(pty.wait(for: #"got "def f(x):\n    return x""#))
    }

    @Test func `a cell is recalled whole and changed in its middle`() throws {
        let pty = try started()
        pty.send("for i in x:\rprint(i)\r\r")
        #expect(pty.wait(for: "In [2]:"))
        pty.send(Self.up + Self.up + "\u{5}  # c" + Self.down + "\r\r")
        #expect(pty.wait(for: #"got "for i in x:  # c\n    print(i)""#))
    }

    @Test func `the draft comes back after a walk through the history`() throws {
        let pty = try started()
        pty.send("first\r")
        #expect(pty.wait(for: "In [2]:"))
        pty.send("fi" + Self.up)
        #expect(pty.wait { $0.text.hasSuffix("In [2]: first") })
        pty.send(Self.down)
        #expect(pty.wait { $0.text.hasSuffix("In [2]: fi") })
    }

    @Test func `keys move and delete by whole characters`() throws {
        let pty = try started()
        pty.send("a日👩‍👩‍👧e\u{301}x" + Self.left + "\u{7F}\u{7F}")
        #expect(pty.wait { $0.text == "In [1]: a日x" })
        #expect(pty.screen.column == 11)
        pty.send("\u{1B}[H\u{1B}[3~\u{1B}[F!\r")
        #expect(pty.wait(for: #"got "日x!""#))
    }

    @Test func `killed text can be yanked`() throws {
        let pty = try started()
        pty.send("foo bar\u{17}\u{1}\u{19} \u{5}\u{15}\u{19}\u{19}\r")
        #expect(pty.wait(for: #"got "bar foo bar foo ""#))
    }

    @Test func `Meta keys of libedit move by words`() throws {
        let pty = try started()
        pty.send("one two\u{1B}b\u{1B}bX\u{1B}fY\r")
        #expect(pty.wait(for: #"got "XoneY two""#))
    }

    @Test func `Backspace takes back one step of indentation`() throws {
        let pty = try started()
        pty.send("if a:\rb\r\u{7F}")
        #expect(pty.wait { $0.row == 2 && $0.column == 8 })
        pty.send("else:\rc\r\r")
        #expect(pty.wait(for: #"got "if a:\n    b\nelse:\n    c""#))
    }

    @Test func `Ctrl-J adds a line to a complete one`() throws {
        let pty = try started()
        pty.send("a\nb\nc\r")
        #expect(pty.wait(for: #"got "a\nb\nc""#))
    }

    @Test func `Ctrl-O submits from the middle of a cell, Alt-Enter opens a line`() throws {
        let pty = try started()
        pty.send("a\u{1B}\rb" + Self.up + "c\u{F}")
        #expect(pty.wait(for: #"got "ac\nb""#))
    }

    @Test func `Ctrl-C leaves the cell that is edited`() throws {
        let pty = try started()
        pty.send("x = (\r1\u{3}")
        #expect(pty.wait(for: "interrupted"))
        #expect(pty.wait { $0.text == "In [1]: x = (\n   ...:     1\ninterrupted\nIn [1]:" })
    }

    @Test func `Ctrl-D deletes, and leaves when there is nothing`() throws {
        let pty = try started()
        pty.send("ab\u{1}\u{4}\u{4}")
        #expect(pty.wait { $0.text == "In [1]:" })
        pty.send("\u{4}")
        #expect(pty.waitExit() == 0)
        #expect(pty.screen.text == "In [1]:\nbye")
        #expect(!pty.screen.hasBracketedPaste)
    }

    @Test func `Tab indents at the start of a line`() throws {
        let pty = try started()
        pty.send("\tx\u{1B}[Z\ry")
        #expect(pty.wait(for: #"got "x""#))
    }

    @Test func `Tab completes what is common and lists the candidates below`() throws {
        let pty = try started()
        pty.send("x.p\t")
        #expect(pty.wait { $0.text == "In [1]: x.pr\nprint     function\nproperty  function" })
        #expect(pty.screen.row == 0 && pty.screen.column == 12)
        pty.send("i\t")
        #expect(pty.wait { $0.text == "In [1]: x.print" })
    }

    @Test func `Ctrl-R finds a whole cell`() throws {
        let pty = try started()
        pty.send("for i in x:\rprint(i)\r\rother\r")
        #expect(pty.wait(for: "In [3]:"))
        pty.send("\u{12}prin")
        #expect(pty.wait { $0.text.hasSuffix("In [3]: for i in x:\n   ...:     print(i)\nsearch: prin  1 of 1") })
        pty.send("\u{5}  # c\r\r")
        #expect(pty.wait(for: #"got "for i in x:\n    print(i)  # c""#))
    }

    @Test func `a paste of 1,000 lines is one cell`() throws {
        let pty = try started()
        let lines = (1...1000).map { "x\($0) = \($0)" }
        pty.send("\u{1B}[200~" + lines.joined(separator: "\r\n") + "\u{1B}[201~")
        #expect(pty.wait { $0.text.hasSuffix("   ...: x1000 = 1000\npasted 1000 lines") })
        pty.send("\r")
        #expect(pty.wait(for: "In [2]:"))
        // Where the long output wraps, the screen loses spaces.
        let literal = lines.joined(separator: "\n").debugDescription.filter { $0 != " " }
        let isWhole = pty.screen.transcript.filter { !$0.isWhitespace }.contains("got" + literal)
        #expect(isWhole)
    }

    @Test func `a paste loses its control characters`() throws {
        let pty = try started()
        pty.send("\u{1B}[200~a = '\u{1B}]0;t\u{7}\u{202E}'\u{1B}[201~\r")
        #expect(pty.wait(for: #"got "a = \'\'""#))
    }

    @Test func `a running cell is interrupted by Ctrl-C, and nothing typed is shown`() throws {
        let pty = try started()
        pty.send("run\r")
        #expect(pty.wait(for: "running"))
        pty.send("xyz\u{3}")
        #expect(pty.wait(for: "stopped\nIn [2]:"))
        #expect(pty.screen.text == "In [1]: run\nrunning\nstopped\nIn [2]:")
    }

    @Test func `what is typed while nothing is read comes into the next cell`() throws {
        let pty = try started()
        pty.send("ask\rbob\r1+1\r")
        #expect(pty.wait(for: "In [3]:"))
        #expect(pty.screen.text == "In [1]: ask\nname? bob\nanswer cell(\"bob\")\nIn [2]: 1+1\ngot \"1+1\"\nIn [3]:")
    }

    @Test func `a hidden answer is not shown`() throws {
        let pty = try started()
        pty.send("hide\r")
        #expect(pty.wait(for: "password:"))
        pty.send("secret")
        pty.send("\r")
        #expect(pty.wait(for: "In [2]:"))
        #expect(pty.screen.text == "In [1]: hide\npassword:\nanswer cell(\"secret\")\nIn [2]:")
    }

    @Test(arguments: [("\u{3}", "interrupted"), ("\u{4}", "endOfFile")])
    func `an answer can be refused`(key: String, result: String) throws {
        let pty = try started()
        pty.send("ask\r")
        #expect(pty.wait(for: "name?"))
        pty.send(key)
        #expect(pty.wait(for: "answer \(result)"))
    }

    @Test func `of a paste into an answer the first line is the answer`() throws {
        let pty = try started()
        pty.send("ask\r")
        #expect(pty.wait(for: "name?"))
        pty.send("\u{1B}[200~bob\n2+2\n\u{1B}[201~")
        #expect(pty.wait(for: "got \"2+2\""))
        #expect(pty.screen.text.contains("answer cell(\"bob\")"))
    }

    @Test func `output that arrives while one types stands above the cell`() throws {
        let pty = try started()
        pty.send("later\r")
        #expect(pty.wait(for: "In [2]:"))
        pty.send("if a:\rb")
        #expect(pty.wait(for: "tick 3"))
        #expect(pty.wait { $0.text == "In [1]: later\ntick 1\ntick 2\ntick 3\nIn [2]: if a:\n   ...:     b" })
    }

    @Test func `the prompt begins on a line of its own`() throws {
        let pty = try started()
        pty.send("part\r")
        #expect(pty.wait(for: "In [2]:"))
        #expect(pty.screen.text == "In [1]: part\npartial\nIn [2]:")
    }

    @Test func `a style that ends in the line of the prompt takes no line`() throws {
        let pty = try started()
        pty.send("style\r")
        #expect(pty.wait(for: "styled\nIn [2]:"))
    }

    @Test func `a change of the window's size leaves nothing behind`() throws {
        let pty = try started()
        pty.send("x = '日本語 0123456789 0123456789 0123456789 0123456789'\ny = 2")
        #expect(pty.wait(for: "y = 2"))
        let before = pty.screen.text
        for columns in [30, 80] {
            pty.resize(columns: columns, rows: 24)
            let mark = pty.output.count
            #expect(pty.wait { _ in pty.output.count > mark })
            #expect(pty.wait { $0.text.contains("y = 2") })
        }
        #expect(pty.wait { $0.text == before })
        pty.send("\r")
        #expect(pty.wait(for: "In [2]:"))
    }

    @Test func `a cell that is taller than the window can be edited at its top`() throws {
        let pty = try started(rows: 6)
        let lines = (1...20).map { "x\($0) = 0" }
        pty.send("\u{1B}[200~" + lines.joined(separator: "\n") + "\u{1B}[201~")
        #expect(pty.wait { $0.text.hasSuffix("x20 = 0\npasted 20 lines") })
        pty.send(String(repeating: Self.up, count: 19))
        #expect(pty.wait { $0.text.hasPrefix("In [1]: x1 = 0\n   ...: x2 = 0") })
        pty.send("1" + String(repeating: Self.down, count: 19) + "\r")
        #expect(pty.wait(for: "In [2]:"))
        #expect(pty.screen.transcript.contains(#"got "x1 = 01\nx2"#))
    }

    @Test func `Ctrl-L clears the screen and keeps the cell`() throws {
        let pty = try started()
        pty.send("a\rb\u{C}")
        #expect(pty.wait { $0.text == "In [2]: b" })
    }

    @Test func `Ctrl-Z stops the program, and it repaints when it goes on`() throws {
        let pty = try PTY("/bin/sh", ["-i"], environment: ["PS1": "$ ", "PROBE": TestProducts.path("EditorProbe")])
        #expect(pty.wait(for: "$"))
        pty.send("\"$PROBE\"\r")
        #expect(pty.wait(for: "In [1]:"))
        pty.send("if a:\rb\u{1A}")
        #expect(pty.wait { $0.text.hasSuffix("$") })
        pty.send("fg\r")
        #expect(pty.wait { $0.text.hasSuffix("In [1]: if a:\n   ...:     b") })
        pty.send("\r\r")
        #expect(pty.wait(for: #"got "if a:\n    b""#))
        pty.send("run\r")
        #expect(pty.wait(for: "running"))
        pty.send("\u{1A}")
        #expect(pty.wait { $0.text.hasSuffix("$") })
        pty.send("echo is\"\"visible\r")
        #expect(pty.wait { $0.text.hasSuffix("$ echo is\"\"visible\nisvisible\n$") })
        pty.send("fg\r")
        #expect(pty.wait { !$0.text.hasSuffix("$") && !$0.text.hasSuffix("$ f") && !$0.text.hasSuffix("$ fg") })
        // Until the shell has handed the terminal over, Ctrl-C is for the shell.
        let isStopped = (1...50).contains { _ in
            pty.send("\u{3}")
            return pty.wait(for: "stopped", timeout: .milliseconds(200))
        }
        #expect(isStopped)
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `a signal that ends the program leaves the terminal as it was`(signal: Int32) throws {
        let script = "stty -g; \"$PROBE\"; echo status $?; stty -g; read line"
        let environment = ["PROBE": TestProducts.path("EditorProbe")]
        let pty = try PTY("/bin/sh", ["-c", script], environment: environment, columns: 200)
        #expect(pty.wait(for: "In [1]:"))
        pty.send("probe")
        #expect(pty.wait(for: "In [1]: probe"))
        kill(try #require(try childProcess(of: pty.processIdentifier)), signal)
        #expect(pty.wait(for: "status \(128 + signal)"))
        #expect(pty.wait { $0.lines.filter { $0.contains(":") && !$0.contains(" ") }.count == 2 })
        let modes = pty.screen.lines.filter { $0.contains(":") && !$0.contains(" ") }
        #expect(modes.first == modes.last)
        #expect(!pty.screen.hasBracketedPaste)
    }

    @Test func `to close the editor ends the read and restores the terminal`() throws {
        let pty = try started()
        pty.send("close\r")
        #expect(pty.waitExit() == 0)
        #expect(pty.screen.text == "In [1]: close\nIn [2]:\ninterrupted\nbye")
        #expect(!pty.screen.hasBracketedPaste)
    }

    @Test func `history is kept across runs`() throws {
        let path = NSTemporaryDirectory() + "cloche-editor-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let first = try started(["--history", path])
        first.send("if a:\rb\r\r")
        #expect(first.wait(for: "In [2]:"))
        first.send("\u{4}")
        #expect(first.waitExit() == 0)
        let second = try started(["--history", path])
        second.send(Self.up)
        #expect(second.wait(for: "In [1]: if a:\n   ...:     b"))
    }

    @Test func `keys typed before the prompt are not lost`() throws {
        let pty = try PTY(TestProducts.path("EditorProbe"))
        pty.send("1+1\r2+2\r")
        #expect(pty.wait(for: "In [3]:"))
        #expect(pty.screen.text.hasSuffix("In [1]: 1+1\ngot \"1+1\"\nIn [2]: 2+2\ngot \"2+2\"\nIn [3]:"))
    }

    @Test func `vi keys of the user's settings work`() throws {
        let home = NSTemporaryDirectory() + "cloche-home-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: home) }
        try "bind -v\n".write(toFile: home + "/.editrc", atomically: true, encoding: .utf8)
        let pty = try started(environment: ["HOME": home])
        pty.send("one two\u{1B}0dwi3 \u{1B}A!\r")
        #expect(pty.wait(for: #"got "3 two!""#))
        pty.send(Self.up + "\r")
        #expect(pty.wait(for: "In [3]:"))
    }

    private func childProcess(of parent: Int32) throws -> Int32? {
        let children = try String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)
        return children.split(separator: " ").first.flatMap { Int32($0) }
    }

    private func started(
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        rows: Int = 24
    ) throws -> PTY {
        let pty = try PTY(TestProducts.path("EditorProbe"), arguments, environment: environment, rows: rows)
        #expect(pty.wait(for: "In [1]:"))
        return pty
    }
}
