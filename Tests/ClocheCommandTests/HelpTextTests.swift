import Cloche
import Testing

@testable import ClocheCommand

@Suite struct HelpTextTests {
    @Test("Every option is in the help, which fits the terminal", arguments: [40, 80])
    func complete(_ columns: Int) {
        let text = HelpText.make(columns: columns)
        for option in CommandLineOptions.general { #expect(text.contains(option.usage)) }
        #expect(
            CommandLineOptions.permissions.filter { text.contains($0.usage) }.count == PermissionKind.allCases.count
        )
        let lines = text.split(separator: "\n")
        #expect(lines.filter { $0.count > columns && !$0.hasPrefix("Usage") }.isEmpty || columns < 60)
    }
}
