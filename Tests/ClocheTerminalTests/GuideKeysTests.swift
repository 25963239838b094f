import Foundation
import Testing

@testable import ClocheTerminal

/// Keeps the tables of keys in docs/guide.md as they are in the code.
@Suite struct GuideKeysTests {
    @Test(arguments: [("keys", KeyBinding.editing), ("vi keys", KeyBinding.viCommands)])
    func `the guide lists every key`(name: String, bindings: [KeyBinding]) throws {
        let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/guide.md")
        let text = try String(contentsOf: guide, encoding: .utf8)
        let start = try #require(text.range(of: "<!-- \(name) -->\n"))
        let end = try #require(text.range(of: "<!-- end of \(name) -->"))
        #expect(text[start.upperBound..<end.lowerBound] == Self.table(bindings))
    }

    @Test func `every command of cloche has a key`() {
        let bound = Set((KeyBinding.editing + KeyBinding.viCommands).map(\.command))
        #expect(EditCommand.allCases.filter { !bound.contains($0) } == [])
    }

    private static func table(_ bindings: [KeyBinding]) -> String {
        let rows = bindings.filter { $0.command != .ignore }.map { binding in
            var names: [String] = []
            for key in binding.keys {
                let name = KeyName.readable(key)
                let code = name == "|" ? "`\\|`" : "`\(name)`"
                if !names.contains(code) { names.append(code) }
            }
            return "| \(names.joined(separator: ", ")) | \(binding.command.summary) | `\(binding.command.rawValue)` |\n"
        }
        return "\n| Keys | Effect | Command |\n|---|---|---|\n" + rows.joined() + "\n"
    }
}
