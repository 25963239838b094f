import Cloche
import Testing

@testable import ClocheREPL

@Suite struct InspectionTextTests {
    private func text(_ inspection: Inspection, source: Bool = false, width: Int = 79) -> String {
        InspectionText.lines(inspection, source: source, width: width, palette: Palette(isEnabled: false))
            .joined(separator: "\n")
    }

    @Test("A function has its signature, its type, its place and its documentation")
    func function() {
        let expected = """
            send(to, /, text: str, *, times=1) -> int
            type  function
            file  <cell 3>, line 2

            Sends a text.

             Twice\\u{1b}[2J.
            """
        #expect(text(.send) == expected)
    }

    @Test("A signature that is too wide has a line for each parameter")
    func narrow() {
        let expected = """
            send(
                to,
                /,
                text: str,
                *,
                times=1,
            ) -> int
            type  function
            """
        #expect(text(.send, width: 30).hasPrefix(expected))
    }

    @Test("The source takes the place of the documentation")
    func source() {
        let expected = """
            send(to, /, text: str, *, times=1) -> int
            type  function
            file  <cell 3>, line 2

            def send(to, /, text: str, *, times=1) -> int:
                return 0
            """
        #expect(text(.send, source: true) == expected)
    }

    @Test("A value is shown, and that there is no source")
    func value() {
        let expected = """
            value  3
            type   int
            its source is not at hand
            """
        #expect(text(Inspection(name: "x", kind: "int", type: "int", value: "3"), source: true) == expected)
    }
}
