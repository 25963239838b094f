import Cloche
import Testing

@testable import ClocheREPL

@Suite struct BackgroundRendererTests {
    private let source = ScriptedLineSource([])
    private let renderer = BackgroundRenderer()

    @Test("What a task prints appears in whole lines, whose styles and control sequences end with them")
    func lines() {
        renderer.show(.stream(.stdout, "too early\n"))
        renderer.attach(to: source)
        for piece in ["\u{1B}[31mtick", " ", "1\u{1B}[2J\nti", "ck 2\n\n"] {
            renderer.show(.stream(.stdout, StreamOutput(piece)))
        }
        #expect(source.transcript == "\u{1B}[31mtick 1^[[2J\u{1B}[0m\ntick 2\n\n")
    }

    @Test("A line without an end is shown all the same")
    func partialLine() {
        renderer.attach(to: source)
        renderer.show(.stream(.stderr, "50 %"))
        renderer.flush()
        renderer.flush()
        #expect(source.transcript == "50 %\n")
    }
}
