import ClocheTestSupport
import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct PlainLineReaderTests {
    @Test func `lines of a pipe are collected into cells`() throws {
        let input = "1+1\nfor i in x:\n    print(i)\n\nx = (\n1)\nask\nbob\r\nlast"
        #expect(
            try output(of: input) == """
                got "1+1"
                got "for i in x:\\n    print(i)"
                got "x = (\\n1)"
                answer cell("bob")
                got "last"
                bye

                """
        )
    }

    @Test func `a cell that the input ends in is submitted`() throws {
        #expect(try output(of: "def f():\n    pass") == "got \"def f():\\n    pass\"\nbye\n")
    }

    @Test func `on a terminal there are prompts and no sequences that move the cursor`() throws {
        let pty = try PTY(TestProducts.path("EditorProbe"), ["--plain"])
        #expect(pty.wait(for: "In [1]:"))
        pty.send("if a:\r    b\r\r")
        #expect(pty.wait(for: "In [2]:"))
        #expect(!String(decoding: pty.output, as: UTF8.self).replacing(/\u{1B}\[[0-9;]*m/, with: "").contains("\u{1B}"))
        pty.send("part of a line\u{3}")
        #expect(pty.wait(for: "interrupted"))
        pty.send("hide\r")
        #expect(pty.wait(for: "password:"))
        pty.send("secret\r")
        #expect(pty.wait(for: "answer cell(\"secret\")"))
        #expect(pty.screen.text.contains("password:\nanswer"))
        pty.send("\u{4}")
        #expect(pty.waitExit() == 0)
    }

    @Test func `to close the reader ends the read`() throws {
        let pty = try PTY(TestProducts.path("EditorProbe"), ["--plain"])
        pty.send("close\r")
        #expect(pty.waitExit() == 0)
        #expect(pty.screen.text.hasSuffix("interrupted\nbye"))
    }

    private func output(of input: String) throws -> String {
        let process = Process()
        let (inputPipe, outputPipe) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: TestProducts.path("EditorProbe"))
        process.standardInput = inputPipe
        process.standardOutput = outputPipe
        try process.run()
        inputPipe.fileHandleForWriting.write(Data(input.utf8))
        try inputPipe.fileHandleForWriting.close()
        let data = outputPipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
