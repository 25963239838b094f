import Testing

@testable import Cloche

@Suite("Names of packages")
struct PackageNameTests {
    @Test(
        "The name of a requirement",
        arguments: [
            ("numpy", "numpy"), ("Ruamel.Yaml>=0.18", "ruamel-yaml"), ("httpx[http2] ; python_version > '3'", "httpx"),
            ("a_b @ https://x.example/a.whl", "a-b"), ("--index-url=x", nil), ("-r a.txt", nil), ("./a.whl", nil),
            ("/a.whl", nil), ("", nil), ("num py", nil), ("é", nil), ("# comment", nil),
        ]
    )
    func requirement(_ line: String, _ name: String?) {
        #expect(PackageName.ofRequirement(line) == name)
    }

    @Test(
        "How well a wheel fits",
        arguments: [
            ("a-1-cp314-cp314-pyemscripten_2026_0_wasm32.whl", 0), ("a-1-cp311-abi3-pyemscripten_2026_0_wasm32.whl", 4),
            ("a-1-py3-none-any.whl", 140), ("a-1-py2.py3-none-any.whl", 140), ("a-1-2-py3-none-any.whl", 140),
            ("a-1-cp313-cp313-pyemscripten_2026_0_wasm32.whl", nil), ("a-1-py2-none-any.whl", nil),
            ("a-1-cp314-cp314-manylinux_2_28_x86_64.whl", nil), ("a-1.zip", nil), ("a.whl", nil),
            ("a-1-cp314-cp314-pyemscripten_2025_0_wasm32.whl", nil),
        ]
    )
    func tags(_ file: String, _ rank: Int?) {
        #expect(WheelTag.rank(of: file) == rank)
    }

    @Test("Paths become URLs and back")
    func urls() {
        #expect("/a b/é+#%.whl".fileURL == "file:///a%20b/%C3%A9+%23%25.whl")
        #expect("/a%20b/%C3%A9+%23%25.whl".percentDecoded == "/a b/é+#%.whl")
        #expect("100%".percentDecoded == "100%")
    }

    @Test(
        "Which versions of Python a specifier means",
        arguments: [
            (">=3.11", true), (">=3.15", false), ("==3.14.*", true), ("==3.14", false), ("~=3.13", true),
            ("~=3.14.3", false), (">=3.8,<4", true), ("<3.14", false), ("!=3.14.2", false), (">3.14.2", false),
            ("", true),
        ]
    )
    func python(_ text: String, _ isMeant: Bool) throws {
        #expect(try #require(PythonSpecifier(text)).contains("3.14.2") == isMeant)
    }

    @Test("What is no specifier", arguments: ["3.14", ">=x", "~=3", "=>3"])
    func noSpecifier(_ text: String) {
        #expect(PythonSpecifier(text) == nil)
    }

    @Test("Near names")
    func near() {
        let known = ["numpy", "pandas", "requests", "rich", "pydantic", "pydantic-core", "typing-extensions"]
        #expect(NearPackages.names(like: "nunpy", among: known) == ["numpy"])
        #expect(NearPackages.names(like: "reqeusts", among: known) == ["requests"])
        #expect(NearPackages.names(like: "typing-extension", among: known) == ["typing-extensions"])
        #expect(NearPackages.names(like: "nosuchthing", among: known) == [])
        #expect(NearPackages.distance("", "abc") == 3)
        #expect(NearPackages.distance("ab", "ba") == 1)
    }
}
