import Cloche
import Testing

@testable import ClocheREPL

@Suite struct SanitizingSinkTests {
    @Test("Control sequences are text, and styles end with the cell, before its value")
    func styles() {
        let sink = RecordingSink()
        let renderer = ScriptRenderer(
            stdout: SanitizingSink(sink),
            stderr: RecordingSink(),
            palette: Palette(isEnabled: false)
        )
        renderer.show(.stream(.stdout, "\u{1B}[2"))
        renderer.show(.stream(.stdout, "J\u{1B}[31mred\n"))
        renderer.finish(.make(value: "42"))
        #expect(sink.text == "^[[2J\u{1B}[31mred\n\u{1B}[0m42\n")
    }
}
