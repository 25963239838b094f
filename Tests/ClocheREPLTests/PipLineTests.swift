import Testing

@testable import ClocheREPL

@Suite struct PipLineTests {
    @Test(
        "What installs packages elsewhere becomes our command",
        arguments: [
            ("pip install numpy", ":install numpy"), ("!pip install -q rich 'httpx>=1'", ":install rich 'httpx>=1'"),
            ("%pip install -U rich", ":install -U rich"), ("python3 -m pip install -r a.txt", ":install -r a.txt"),
            ("uv pip install rich", ":install rich"), ("conda install -y numpy", ":install numpy"),
        ]
    )
    func command(_ line: String, _ command: String) {
        #expect(PipLine.command(for: line) == command)
    }

    @Test(
        "Python is left alone",
        arguments: ["pip", "pip install", "pip.install(x)", "pip = install", "x = 'pip install y'", "pip install a\nb"]
    )
    func python(_ line: String) {
        #expect(PipLine.command(for: line) == nil)
    }
}
