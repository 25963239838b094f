import Foundation
import Testing

@testable import ClocheREPL

/// Checks docs/guide.md against the tables that the program goes by.
@Suite struct GuideTests {
    private let guide: String

    init() throws {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        guide = try String(contentsOf: repository.appendingPathComponent("docs/guide.md"), encoding: .utf8)
    }

    /// The lines of the table whose head begins with a text, without that head.
    private func table(_ head: String) -> [String] {
        let lines = guide.split(separator: "\n", omittingEmptySubsequences: false).drop { !$0.hasPrefix(head) }
        return lines.dropFirst(2).prefix { $0.hasPrefix("|") }.map(String.init)
    }

    @Test("The guide has every setting as it is, and no other")
    func settings() {
        let expected = SettingTable.rows.map { row in
            let scope = row.countsEverywhere ? "everything" : "the prompt"
            return "| `\(row.name)` | \(row.values) | `\(row.show(Settings()))` | \(row.summary) | \(scope) |"
        }
        #expect(table("| Setting |") == expected)
    }

    @Test("The guide has every command, and no other")
    func commands() {
        let named = table("| Command | Effect |").compactMap {
            $0.split(separator: "`").dropFirst().first.map(String.init)
        }
        #expect(Set(named) == Set(MetaCommandTable.rows.map { $0.usage.replacing("|", with: "\\|") }))
    }
}
