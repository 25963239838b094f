import Testing

@testable import Cloche

@Suite("What projects and scripts need")
struct ProjectDependenciesTests {
    @Test("A project's dependencies are read")
    func project() throws {
        let text =
            "[project]\nname = 'x'\nrequires-python = '>=3.12'\ndependencies = ['six', \"rich>=14; os_name == 'posix'\"]"
        #expect(try ProjectDependencies(project: text).requirements == ["six", "rich>=14; os_name == 'posix'"])
    }

    @Test("The block of a script is read, and the rest of it is not")
    func script() throws {
        let text = """
            #!/usr/bin/env python3
            # /// script
            # requires-python = ">=3.11"
            # dependencies = [
            #   "httpx",
            # ]
            #
            # [tool.uv]
            # index = "x"
            # ///
            # dependencies = ["other"]
            import httpx
            """
        #expect(try ProjectDependencies(script: text).requirements == ["httpx"])
        #expect(try ProjectDependencies(script: "import six\n").requirements == [])
        #expect(try ProjectDependencies(script: "# /// script\n# dependencies = ['six']\n").requirements == [])
    }

    @Test(
        "What cannot be taken is refused with its reason",
        arguments: [
            ("[tool]", "it has no table 'project'"), ("[project", "it is not TOML"),
            (
                "[project]\ndynamic = ['dependencies']",
                "its dependencies are dynamic: a program computes them, which is not run"
            ),
            ("[project]\nrequires-python = '>=3.15'", "it needs Python >=3.15, and this is Python 3.14.2"),
            ("[project]\nrequires-python = 'new'", "its requires-python is 'new', which is no specifier of versions"),
            ("[project]\ndependencies = [1]", "one of its dependencies is no text"),
            (
                "[project]\ndependencies = ['a @ http://127.0.0.1/a.whl']",
                "it names a place and no version: 'a @ http://127.0.0.1/a.whl'; install that by hand"
            ),
        ]
    )
    func refused(_ text: String, _ reason: String) {
        let flaw = #expect(throws: ProjectDependencies.Flaw.self) { try ProjectDependencies(project: text) }
        #expect(flaw?.reason == reason)
    }

    @Test("Two blocks are refused")
    func twice() {
        let block = "# /// script\n# dependencies = []\n# ///\n"
        #expect(throws: ProjectDependencies.Flaw.self) { try ProjectDependencies(script: block + "x = 1\n" + block) }
    }
}
