import Cloche
import Testing

@testable import ClocheREPL

@Suite struct SettingsTests {
    @Test("Every setting shows what it reads, and the default first", arguments: SettingTable.rows.map(\.name))
    func roundTrip(_ name: String) throws {
        let row = try SettingTable.row(named: name)
        var settings = Settings()
        let standard = row.show(settings)
        for text in [standard] + row.words {
            try settings.set(name, to: text, from: .session)
            #expect(row.show(settings) == text)
            #expect(settings.origin(of: name) == .session)
        }
        try settings.set(name, to: standard, from: .standard)
        #expect(row.show(settings) == row.show(Settings()))
    }

    @Test(
        "A value that a setting cannot have changes nothing",
        arguments: [
            ("keymap", "VI"), ("colors", ""), ("history", "true"), ("history-size", "0"), ("memory", "4097"),
            ("max-output", "-1"), ("timeout", "0"), ("profile", "x"), ("startup", ""), ("pager", ""),
            ("prompt", "{"), ("prompt", "}"), ("prompt", "{N}"), ("prompt", "a\nb"), ("prompt", "\u{1B}[31m"),
        ]
    )
    func refused(_ name: String, _ text: String) {
        var settings = Settings()
        #expect(throws: REPLError.self) { try settings.set(name, to: text, from: .file) }
        #expect(settings == Settings())
    }

    @Test(
        "A prompt is filled in",
        arguments: [
            ("{permissions} In [{n}]: ", "[net all] In [7]: ", "In [7]: "),
            ("In [{n}]{permissions}: ", "In [7][net all]: ", "In [7]: "),
            ("{n} {permissions}> ", "7 [net all]> ", "7> "),
            ("{{{n}}} ", "{7} ", "{7} "),
            ("🐍 ", "🐍 ", "🐍 "),
            ("", "", ""),
        ]
    )
    func prompt(_ text: String, _ granted: String, _ empty: String) throws {
        let template = try #require(PromptTemplate(text))
        #expect(template.fill(number: 7, permissions: "[net all]").map(\.text).joined() == granted)
        #expect(template.fill(number: 7, permissions: "").map(\.text).joined() == empty)
    }

    @Test("The continuation is as wide as the prompt on the screen")
    func continuation() throws {
        let template = try #require(PromptTemplate("🐍 [{n}]: "))
        let plain = Palette(isEnabled: false)
        let prompt = PromptText.make(template, cell: 1, permissions: PermissionSet(), columns: 80, palette: plain)
        #expect(prompt == ("🐍 [1]: ", "   ...: "))
    }

    @Test(
        "A file is divided into cells",
        arguments: [
            ("import math\n", ["import math"]),
            ("# %% one\na = 1\n\n# %%\n\n\nb = 2\nc = 3\n\n# %%\n", ["a = 1", "b = 2\nc = 3"]),
            ("x = 1\n  # %% not a mark\n", ["x = 1\n  # %% not a mark"]),
            ("a = 1\r\n# %%\r\nb = 2\r\n", ["a = 1", "b = 2"]),
            ("\n \n", []),
        ]
    )
    func startup(_ text: String, _ cells: [String]) {
        #expect(StartupCells(text).cells == cells)
    }

    @Test("The built-in profiles grant what they say")
    func profiles() throws {
        var notes: [String] = []
        let profiles = Settings().profiles
        #expect(profiles.map(\.name) == ["none", "strict", "net", "dev"])
        for nothing in profiles.prefix(2) { #expect(try nothing.permissions(notes: &notes).isEmpty) }
        #expect(profiles[2].grants.map(\.kind) == [.net, .read, .write])
        let dev = try profiles[3].permissions(notes: &notes)
        #expect(PermissionKind.allCases.allSatisfy { dev.granted($0) == .all })
        #expect(notes == [])
    }

    @Test("A profile has limits, what is given beside it wins, and the next profile takes its limits back")
    func limits() throws {
        var settings = Settings()
        try settings.set("timeout", to: "5", from: .file)
        try settings.set("profile", to: "dev", from: .commandLine)
        #expect(settings.limits == Limits(timeout: .seconds(120), memory: 286 << 20))
        #expect(settings.origin(of: "timeout") == .profile)
        try settings.set("memory", to: "1024", from: .commandLine)
        try settings.set("profile", to: "none", from: .session)
        #expect(settings.limits == Limits(memory: 1024 << 20))
    }
}
