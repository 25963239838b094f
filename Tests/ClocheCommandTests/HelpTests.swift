import Cloche
import Testing

@testable import ClocheCommand

@Suite struct HelpTests {
    private func help(_ arguments: [String], columns: Int = 80) throws -> String {
        guard case .text(let text) = try Invocation.parse(arguments, columns: columns).work else { return "" }
        return text
    }

    @Test("Every option is in the help as it has to be written, and the help fits the terminal", arguments: [60, 80])
    func complete(_ columns: Int) throws {
        let text = try help(["--help"], columns: columns)
        for kind in PermissionKind.allCases {
            #expect(text.contains("--allow-\(kind.rawValue)[="))
            #expect(text.contains("--deny-\(kind.rawValue)[="))
        }
        let options = ["--json", "--plain", "--no-color", "-V, --version", "-h, --help", "-c <code>", "--resume[=id]"]
        for option in options + ["doctor"] {
            #expect(text.contains("  \(option) "))
        }
        let lines = text.split(separator: "\n")
        #expect(lines.filter { $0.count > columns && !$0.hasPrefix("USAGE") } == [])
    }

    @Test("Other words do not change it, and a terminal may be narrow", arguments: [0, 40])
    func same(_ columns: Int) throws {
        let text = try help(["--help", "--nonsense"], columns: columns)
        #expect(try text == help(["-h"], columns: columns))
        #expect(try text == help(["help"], columns: columns))
        #expect(text.contains("Exit status"))
    }

    @Test("The options that take a value are those whose next word is left to them")
    func valued() throws {
        let shown = try help(["--help"]).matches(of: /(--[a-z-]+) </).map { String($0.1) }
        #expect(Set(shown) == ArgumentNormalizer.valued)
    }

    @Test("A subcommand has its own")
    func doctor() throws {
        let text = try help(["doctor", "--help"])
        #expect(text.contains("USAGE: cloche doctor"))
        #expect(try text == help(["help", "doctor"]))
    }
}
