import Cloche
import Testing

@testable import ClocheREPL

@Suite struct TerminalRendererTests {
    private let sink = RecordingSink()

    private func renderer(colored: Bool = false) -> TerminalRenderer {
        TerminalRenderer(sink: sink, palette: Palette(isEnabled: colored))
    }

    @Test("A value begins on its own line, with its number")
    func value() {
        let renderer = renderer()
        renderer.show(.stream(.stdout, "no line end"))
        renderer.finish(.make(cell: 3, value: "42"))
        #expect(sink.text == "no line end\nOut[3]: 42\n")
    }

    @Test("An answer ends the line that the question began")
    func answer() {
        let renderer = renderer()
        renderer.show(.stream(.stdout, "name "))
        renderer.lineEnded()
        renderer.finish(.make(cell: 3, value: "42"))
        #expect(sink.text == "name Out[3]: 42\n")
    }

    @Test("A value of several lines begins below its number")
    func lines() {
        renderer().finish(.make(value: "[[1 2]\n [3 4]]"))
        #expect(sink.text == "Out[1]: \n[[1 2]\n [3 4]]\n")
    }

    @Test("Control sequences are shown as text, also those cut in two, and styles end with the cell")
    func controls() {
        let renderer = renderer()
        renderer.show(.stream(.stdout, "\u{1B}"))
        renderer.show(.stream(.stdout, "[2J\u{1B}[31mred\n"))
        renderer.finish(.make())
        #expect(sink.text == "^[[2J\u{1B}[31mred\n\u{1B}[0m")
    }

    @Test("The exception's last line is red")
    func error() {
        renderer(colored: true).finish(.make(status: .error, error: .zeroDivision))
        let last = "\u{1B}[1;31mZeroDivisionError\u{1B}[0m\u{1B}[31m: division by zero\u{1B}[0m\n"
        #expect(sink.text.hasSuffix("    ~^~\n" + last))
    }

    @Test("A cell that was stopped before it began is told of")
    func neverStarted() {
        renderer().finish(.make(cell: 3, status: .interrupted))
        #expect(sink.text == "cell 3 was interrupted\n")
    }

    @Test("What the session did is told once")
    func recovery() {
        let message = "cell 1 did not stop; the session is back as it was before it"
        let renderer = renderer()
        renderer.show(.notice(message))
        renderer.finish(.make(status: .timedOut, recovery: Recovery(message: message, lostCells: [1])))
        #expect(sink.text == message + "\n")
    }

    @Test("Missing output and sys.exit are told")
    func notices() {
        renderer().finish(.make(outputBytes: 10_000_000, withheldBytes: 9_000_000, exitCode: 3))
        let expected = """
            the cell called sys.exit(3); the session goes on, ':quit' leaves
            1 MB of 10 MB of output were shown; --max-output sets the limit

            """
        #expect(sink.text == expected)
    }

    @Test("What made the cell fail is told where the traceback does not, other refusals are not")
    func blocked() {
        let blocked = [
            Permission(kind: .read, item: "/searched/for/modules"), Permission(kind: .read, item: "/etc/passwd"),
            Permission(kind: .net, item: "example.com:443"),
        ]
        renderer().finish(.make(status: .error, error: .refused, blocked: blocked))
        let expected = """
            PermissionError: read access to '/etc/passwd' is not granted; to grant it: :allow read /etc/passwd
            blocked: :allow net example.com:443 grants it
            :retry runs the cell again once it is granted

            """
        #expect(sink.text == expected)
    }
}
