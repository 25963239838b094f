import Cloche
import Testing

@testable import ClocheREPL

@Suite struct PromptTextTests {
    private let plain = Palette(isEnabled: false)

    @Test("Nothing granted leaves the number alone, and the continuation is as wide")
    func empty() {
        let prompt = PromptText.make(cell: 3, permissions: PermissionSet(), columns: 80, palette: plain)
        #expect(prompt == ("In [3]: ", "   ...: "))
    }

    @Test("What is granted stands before the number, and as kinds where the line is short")
    func granted() throws {
        let permissions = try PermissionSet.make((.net, ["127.0.0.1:8000"]), (.env, ["LANG"]))
        let wide = PromptText.make(cell: 12, permissions: permissions, columns: 120, palette: plain)
        #expect(wide.first == "[net 127.0.0.1:8000, env LANG] In [12]: ")
        #expect(wide.continuation.count == wide.first.count)
        let narrow = PromptText.make(cell: 12, permissions: permissions, columns: 40, palette: plain)
        #expect(narrow.first == "[net env] In [12]: ")
    }
}
