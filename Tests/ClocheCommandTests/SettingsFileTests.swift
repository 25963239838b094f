import ClocheREPL
import Testing

@testable import ClocheCommand

@Suite struct SettingsFileTests {
    private func read(_ text: String) -> (settings: Settings, problems: [String]) {
        var settings = Settings()
        let problems = SettingsFile(text).read(into: &settings)
        return (settings, problems.map { $0.described(in: "c.toml") })
    }

    private func shown(_ name: String, _ settings: Settings) throws -> String {
        try SettingTable.row(named: name).show(settings)
    }

    @Test(
        "Each setting has the types that one expects",
        arguments: [
            ("keymap = 'vi'", "keymap", "vi"),
            ("colors = 'off'", "colors", "off"),
            ("colors = true", "colors", "on"),
            ("prompt = '{n}> '", "prompt", "{n}> "),
            ("suggestions = false", "suggestions", "off"),
            ("history = \"off\"", "history", "off"),
            ("history-size = 5_000", "history-size", "5000"),
            ("pager = 'less -R'", "pager", "less -R"),
            ("timeout = 10", "timeout", "10"),
            ("timeout = 0.5", "timeout", "0.5"),
            ("timeout = 'off'", "timeout", "off"),
            ("memory = 1024", "memory", "1024"),
            ("max-output = 0", "max-output", "0"),
            ("profile = 'net'", "profile", "net"),
            ("startup = 'start.py'", "startup", "start.py"),
        ]
    )
    func values(_ text: String, _ name: String, _ value: String) throws {
        let (settings, problems) = read(text)
        #expect(problems == [])
        #expect(try shown(name, settings) == value)
        #expect(settings.origin(of: name) == .file)
    }

    @Test(
        "What is wrong is told with its place",
        arguments: [
            ("# mine\n\nkeymap = 'qwerty'", "3:10: 'keymap' cannot be 'qwerty'; it can be 'auto', 'emacs' or 'vi'"),
            ("  keymp='vi'", "1:3: there is no setting 'keymp'; did you mean 'keymap'?"),
            ("\"keymp\" = 'vi'", "1:1: there is no setting 'keymp'; did you mean 'keymap'?"),
            ("memory = '64'", "1:10: 'memory' is a string; it has to be a number"),
            ("memory = 1", "1:10: 'memory' cannot be '1'; it can be a whole number of MiB from 64 to 4096"),
            ("memory = 64.5", "1:10: 'memory' cannot be '64.5'; it can be a whole number of MiB from 64 to 4096"),
            ("timeout = true", "1:11: 'timeout' is true or false; it has to be a number or a string"),
            ("timeout = -1", "1:11: 'timeout' cannot be '-1'; it can be seconds, such as 10 or 0.5, or 'off'"),
            ("prompt = 5", "1:10: 'prompt' is a number; it has to be a string"),
            ("pager = ['less']", "1:9: 'pager' is a list, a table or a date; it has to be a string"),
            ("suggestions = 'yes'", "1:15: 'suggestions' cannot be 'yes'; it can be 'on' or 'off'"),
            (
                "profile = 'nett'",
                "1:11: 'profile' cannot be 'nett'; it can be 'none', 'strict', 'net', 'dev' or a profile of the config file; "
                    + "did you mean 'net'?"
            ),
            (
                "prompt = '{x}'",
                "1:10: 'prompt' cannot be '{x}'; it can be plain text with the fields {n}, the cell's number, "
                    + "and {permissions}, what is granted"
            ),
        ]
    )
    func problems(_ text: String, _ problem: String) {
        #expect(read(text).problems == ["c.toml:" + problem])
    }

    @Test("All problems are told in the order of the lines, and the rest counts")
    func rest() throws {
        let (settings, problems) = read("timeout = 'soon'\nkeymap = 'vi'\n\n[history-size]\nmemory = 64\n")
        #expect(
            problems == [
                "c.toml:1:11: 'timeout' cannot be 'soon'; it can be seconds, such as 10 or 0.5, or 'off'",
                "c.toml:4:14: 'history-size' is a list, a table or a date; it has to be a number",
            ]
        )
        #expect(try shown("keymap", settings) == "vi")
        #expect(try shown("memory", settings) == "512")
    }

    @Test(
        "A text that is no TOML is told with its place, and nothing of it counts",
        arguments: [("keymap = 'vi'\ntimeout 5\n", "c.toml:2:9: "), ("keymap = vi", "c.toml:1:10: ")]
    )
    func syntax(_ text: String, _ place: String) throws {
        let (settings, problems) = read(text)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix(place + "this is not TOML, so that the file does not count: ") == true)
        #expect(settings == Settings())
    }

    @Test("An empty file says nothing", arguments: ["", "# nothing\n"])
    func empty(_ text: String) {
        #expect(read(text).problems == [])
        #expect(read(text).settings == Settings())
    }
}
