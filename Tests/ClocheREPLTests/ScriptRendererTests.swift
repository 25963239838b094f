import Cloche
import Testing

@testable import ClocheREPL

@Suite struct ScriptRendererTests {
    private let stdout = RecordingSink()
    private let stderr = RecordingSink()

    private var renderer: ScriptRenderer {
        ScriptRenderer(stdout: stdout, stderr: stderr, palette: Palette(isEnabled: false))
    }

    @Test("Streams and value go where a script's do, unchanged")
    func streams() {
        renderer.show(.stream(.stdout, "out\u{1B}[2J"))
        renderer.show(.stream(.stderr, "err\n"))
        renderer.finish(.make(value: "2"))
        #expect(stdout.text == "out\u{1B}[2J2\n")
        #expect(stderr.text == "err\n")
    }

    @Test("A traceback and what would have helped go to stderr")
    func failure() {
        let blocked = Permission(kind: .read, item: "/a b")
        renderer.finish(.make(status: .error, error: .zeroDivision, blocked: [blocked]))
        let expected = """
            Traceback (most recent call last):
              File "<cell 1>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero
            cloche: read access to '/a b' is not granted; to grant it: --allow-read='/a b'

            """
        #expect(stderr.text == expected)
        #expect(stdout.text == "")
    }

    @Test("sys.exit shows no traceback")
    func exit() {
        renderer.finish(.make(status: .error, error: .zeroDivision, exitCode: 7))
        #expect(stderr.text == "")
    }
}
