import ClocheTestSupport
import Testing

/// Drives `EditorProbe` where it needs a shell around it, or keys before it is there; the rest is in the scenarios.
@Suite(.timeLimit(.minutes(5))) struct LineEditorTests {
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
        // Until the shell has handed the terminal over, Ctrl-C is for the shell.
        #expect(pty.wait(untilTrue: { pty.foregroundGroup != pty.processIdentifier }))
        pty.send("\u{3}")
        #expect(pty.wait(for: "stopped"))
    }

    @Test func `keys typed before the prompt are not lost`() throws {
        let pty = try PTY(TestProducts.path("EditorProbe"))
        pty.send("1+1\r2+2\r")
        #expect(pty.wait(for: "In [3]:"))
        #expect(pty.screen.text.hasSuffix("In [1]: 1+1\ngot \"1+1\"\nIn [2]: 2+2\ngot \"2+2\"\nIn [3]:"))
    }
}
