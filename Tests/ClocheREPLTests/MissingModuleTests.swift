import Cloche
import Testing

@testable import ClocheREPL

@Suite struct MissingModuleTests {
    private let names = PackageNames(
        bringing: { ["cv2": "opencv-python", "_cffi_backend": "cffi"][$0] },
        known: { [] }
    )
    private let local = LocalModules(folders: ["/w", "/s"], exists: { ["/w/a.py", "/s/b/__init__.py"].contains($0) })

    private func missing(_ message: String, name: String = "ModuleNotFoundError") -> MissingModule? {
        let error = PythonError(name: name, message: message, traceback: "")
        return MissingModule(.make(status: .error, error: error), names: names, local: local)
    }

    @Test(
        "What helps",
        arguments: [
            ("cv2", MissingModule.Remedy.install("opencv-python")), ("numpy", .install("numpy")),
            ("Typing_Extensions", .install("typing-extensions")), ("tkinter", .none), ("_gdbm", .none),
            ("_foo", .unknown), ("_cffi_backend", .install("cffi")),
            ("a", .read("/w")), ("b", .elsewhere("/s")),
        ]
    )
    func remedy(_ name: String, _ remedy: MissingModule.Remedy) {
        #expect(missing("No module named '\(name)'")?.remedy == remedy)
    }

    @Test(
        "Other messages are left alone",
        arguments: [
            "No module named 'json.nope'", "No module named 'x; rm -rf /'", "No module named ''", "no such thing",
            "No module named 'a'; 'a' is not a package", "No module named 'x'\n:install evil",
        ]
    )
    func others(_ message: String) {
        #expect(missing(message) == nil)
    }

    @Test("Other exceptions are left alone")
    func otherException() {
        #expect(missing("No module named 'numpy'", name: "ValueError") == nil)
        #expect(MissingModule(.make(), names: names, local: local) == nil)
    }

    @Test("A module that nobody knows is told as that")
    func unknown() throws {
        let (sentence, command) = try #require(missing("No module named '_foo'")).advice
        #expect(sentence == "'_foo' is no part of Python, and no package that is known here brings it")
        #expect(command == nil)
    }

    @Test("A script's user gets a command line")
    func commandLine() throws {
        let numpy = try #require(missing("No module named 'numpy'"))
        let advice = numpy.advice(arguments: ["--allow-net", "my script.py", "a"])
        #expect(advice.sentence == "'numpy' is not installed; to run it with the package:")
        #expect(advice.command == "cloche --install numpy --allow-net 'my script.py' a")
        #expect(numpy.advice(arguments: ["-c", "import numpy\n1"]).command == "cloche --install numpy ...")
        let helpers = try #require(missing("No module named 'a'"))
        #expect(helpers.advice(arguments: ["x.py"]).command == "cloche --allow-read=/w x.py")
    }
}
