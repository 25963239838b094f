import Cloche
import ClocheREPL
import Testing

@testable import ClocheCommand

@Suite struct ProfileTableTests {
    private func read(_ text: String) -> (settings: Settings, problems: [String]) {
        var settings = Settings()
        let problems = SettingsFile(text).read(into: &settings)
        return (settings, problems.map { $0.described(in: "c.toml") })
    }

    @Test("A profile is read with what it extends, and can be the one to begin with")
    func profiles() throws {
        let text = """
            profile = 'work'
            max-output = 500

            [profiles.work]
            extends = 'base'
            allow-env = ['HOME', 'API_*']
            deny-env = ['API_SECRET_*']
            secret-env = ['TOKEN']
            timeout = 'off'

            [profiles.base]
            allow-read = true
            memory = 100
            timeout = 5
            max-output = 1000
            """
        let (settings, problems) = read(text)
        #expect(problems == [])
        #expect(settings.ownProfiles.map(\.name) == ["base", "work"])
        #expect(settings.profile.summary == "read all, env HOME API_*, secret TOKEN; but not env API_SECRET_*")
        #expect(settings.limits == Limits(timeout: nil, memory: 130 << 20, output: 500))
        var notes: [String] = []
        let set = try settings.profile.permissions(notes: &notes)
        let flags = ["--allow-read", "--allow-env=API_*,HOME", "--secret-env=TOKEN", "--deny-env=API_SECRET_*"]
        #expect(set.flags == flags)
    }

    @Test(
        "What is wrong with a profile is told with its place, and the rest counts",
        arguments: [
            ("[profiles.a]\nallow-raed = true", "2:1: a profile has no 'allow-raed'; did you mean 'allow-read'?"),
            (
                "[profiles.a]\n\n  timeout = -1",
                "3:3: 'timeout' cannot be '-1'; it can be seconds, such as 10 or 0.5, or 'off'"
            ),
            (
                "[profiles.a]\nmemory = 1",
                "2:1: 'memory' is a whole number of MiB from 34 to 4066, over what a fresh Python takes"
            ),
            (
                "[profiles.a]\nallow-net = 'x'",
                "2:1: 'allow-net' is a list of strings, such as ['a', 'b'], or true for the whole kind"
            ),
            ("[profiles.a]\ndeny-net = true", "2:1: 'deny-net' is a list of strings, such as ['a', 'b']"),
            ("[profiles.a]\nextends = 'b'", "2:1: there is no profile 'b' that can be used"),
            ("[profiles.a]\nextends = 'a'", "2:1: 'a' extends itself"),
            ("[profiles.net]\n", "1:1: 'net' is a profile of cloche's own; extend it under another name"),
            ("[profiles.'a b']\n", "1:2: a profile's name has 1 to 40 letters of ASCII, digits, '-' and '_'"),
            ("profiles = 1", "1:12: 'profiles' is a table of profiles"),
            ("[profiles]\na = 1", "1:2: a profile is a table, such as [profiles.work]"),
        ]
    )
    func problems(_ text: String, _ problem: String) {
        #expect(read(text).problems == ["c.toml:" + problem])
    }

    @Test("Profiles that extend each other in a circle are refused")
    func circle() {
        let (settings, problems) = read("[profiles.a]\nextends = 'b'\n[profiles.b]\nextends = 'a'")
        #expect(settings.ownProfiles == [])
        #expect(problems.contains { $0.hasSuffix(" extends itself") })
    }

    @Test("A profile that there is not ends the program before anything runs")
    func unknown() throws {
        let invocation = try Invocation.parse(["--profile", "nett"])
        let error = #expect(throws: UsageError.self) { try invocation.checkProfile() }
        #expect(error?.message.hasSuffix("did you mean 'net'?") == true)
    }
}
