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

    @Test("A traceback goes to stderr")
    func failure() {
        renderer.finish(.make(status: .error, error: .zeroDivision))
        let expected = """
            Traceback (most recent call last):
              File "<cell 1>", line 1, in <module>
                1/0
                ~^~
            ZeroDivisionError: division by zero

            """
        #expect(stderr.text == expected)
        #expect(stdout.text == "")
    }

    @Test("The option that would have helped is told")
    func refused() {
        let blocked = Permission(kind: .net, item: "example.com:443")
        renderer.finish(.make(status: .error, error: .refused, blocked: [blocked]))
        let expected = """
            PermissionError: read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd
            cloche: net access to 'example.com:443' is not granted; to grant it: --allow-net=example.com:443

            """
        #expect(stderr.text == expected)
    }

    @Test("sys.exit shows no traceback")
    func exit() {
        renderer.finish(.make(status: .error, error: .zeroDivision, exitCode: 7))
        #expect(stderr.text == "")
    }
}
