import Cloche
import Testing

@testable import ClocheREPL

@Suite struct BackgroundRendererTests {
    @Test("What a task prints appears above the cell, and its styles and control sequences end there")
    func stream() {
        let source = ScriptedLineSource([])
        let renderer = BackgroundRenderer()
        renderer.show(.stream(.stdout, "too early\n"))
        renderer.attach(to: source)
        renderer.show(.stream(.stdout, "\u{1B}[31mtick\u{1B}[2J"))
        renderer.show(.notice("nothing"))
        #expect(source.transcript == "\u{1B}[31mtick^[[2J\u{1B}[0m")
    }
}
