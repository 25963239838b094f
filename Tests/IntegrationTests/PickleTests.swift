import ClocheTestSupport
import Foundation
import Testing

@testable import Cloche

extension EndToEnd {
    /// Sessions of other tools, with the real runner and dill of the package index.
    @Suite(
        .enabled(if: Program.hasRuntime, "there is no runtime on this machine"),
        .enabled("pip gives no dill") { (try? await DillWheel.bytes()) != nil },
        .timeLimit(.minutes(5))
    )
    final class PickleTests {
        private let program: Program
        private let wheel = "\(RuntimeLocator.current.cache)/dill-\(DillWheel.version)/\(DillWheel.name)"
        private let dill: [String: String]

        init() throws {
            program = try Program()
            dill = ["CLOCHE_DILL": wheel]
        }

        deinit {
            program.remove()
        }

        private func cell(_ code: String, _ options: String...) throws -> Program.Run {
            try program.run(options + ["-c", code], environment: dill)
        }

        @Test("A session goes through a pickle, its metadata, and the JSON of other tools")
        func pair() throws {
            let saved = try cell("x = 41\ndef f(n): return n + x\nticks = (i for i in [])", "--save", "a.pkl")
            #expect(saved.status == 0)
            #expect(saved.stderr.contains("left out: ticks (cannot pickle 'generator' object)\n"))
            let metadata = try JSONDecoder().decode(
                PickleMetadata.self,
                from: Data(contentsOf: URL(filePath: program.path("a.json")))
            )
            #expect(metadata.packages.isEmpty && metadata.created != nil)
            let expected = Program.Run(status: 0, stdout: "42\n", stderr: "")
            #expect(try cell("f(1)", "--load", "a.pkl") == expected)
            let numbers = try Data(contentsOf: URL(filePath: program.path("a.pkl"))).map(String.init).joined(
                separator: ","
            )
            let both = #"{"session_metadata": {"packages": ["numpy"]}, "session_bytes": [\#(numbers)]}"#
            try Data(both.utf8).write(to: URL(filePath: program.path("both.json")))
            try Data("[\(numbers)]".utf8).write(to: URL(filePath: program.path("array")))
            #expect(try cell("f(1)", "--load", "array") == expected)
            let missing = try cell("f(1)", "--load", "both.json")
            #expect(missing.stdout == "42\n")
            #expect(missing.stderr == "cloche: packages of its metadata that are not there: numpy\n")
        }

        @Test("A dump of the host's own Python gives its data, and names its functions")
        func host() throws {
            guard let python = HostTools.python else { return }
            let code = """
                import sys; sys.path.insert(0, sys.argv[1])
                data = {"k": [1, (2, 3)]}
                alias = data["k"]
                def f(n): return n + 1
                class Point:
                    def __init__(self, x): self.x = x
                point = Point(7)
                import dill
                dill.session.dump_session(sys.argv[2])
                """
            let made = try program.run(["-c", code, wheel, program.path("host.pkl")], executable: python)
            #expect(made.status == 0, Comment(rawValue: made.stderr))
            let run = try cell("print(data, alias is data['k'], point.x)\nf(1)", "--load", "host.pkl")
            #expect(run.stdout == "{'k': [1, (2, 3)]} True 7\n")
            #expect(run.stderr.contains("cloche: loaded in part: f, Point (code of Python "))
            #expect(run.stderr.contains("RuntimeError: f() was loaded without what it does: code of Python "))
        }

        @Test("What cannot be loaded leaves the session at the prompt as it was; Ctrl-C stops what does not end")
        func prompt() throws {
            let endless = "class Loop:\n def __reduce__(self): return (exec, ('while True: pass',))\nloop = Loop()\n"
            #expect(try cell(endless, "--save", "loop.pkl").status == 0)
            try Data("hello".utf8).write(to: URL(filePath: program.path("text.pkl")))
            try Data([0x80, 4, 0x4b, 1, 0x2e]).write(to: URL(filePath: program.path("one.pkl")))
            #expect(try cell("1", "--load", "text.pkl").status == 125)
            let terminal = try program.terminal(environment: dill, columns: 200)
            #expect(terminal.wait(for: "In [1]:", timeout: .seconds(60)))
            terminal.send("x = 1\r")
            #expect(terminal.wait(for: "In [2]:", timeout: .seconds(60)))
            terminal.send(":load \(program.path("one.pkl"))\r")
            let isTold = terminal.wait(for: "it is no session that dill wrote", timeout: .seconds(60))
            #expect(isTold, Comment(rawValue: terminal.screen.text))
            terminal.send(":load \(program.path("loop.pkl"))\r")
            // One that comes before the pickle is read is for nobody.
            for _ in 0..<30 where !terminal.wait(for: "Cannot use the pickle: it was interrupted", timeout: .seconds(2))
            {
                terminal.send("\u{3}")
            }
            terminal.send("x\r")
            #expect(terminal.wait(for: "Out[2]: 1", timeout: .seconds(60)))
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }

        @Test("A pickle has the session's permissions and no others")
        func permissions() throws {
            let reading = """
                class Reader:
                    def __reduce__(self): return (eval, ("open('/etc/hostname').read()",))
                found = Reader()
                """
            #expect(try cell(reading, "--save", "r.pkl").status == 0)
            let run = try cell("'found' in globals()", "--load", "r.pkl")
            #expect(run.stdout == "False\n")
            #expect(run.stderr.contains("not loaded: found (PermissionError: "))
        }

        @Test("A wheel with another hash is refused")
        func hash() throws {
            try Data("PK".utf8).write(to: URL(filePath: program.path("dill.whl")))
            let run = try program.run(["--save", "a.pkl", "-c", "x = 1"], environment: ["CLOCHE_DILL": "dill.whl"])
            #expect(run.status == 125)
            let path = URL(filePath: program.path("dill.whl")).resolvingSymlinksInPath().path
            let reason = "'\(path)' is not its wheel \(DillWheel.name)"
            #expect(run.stderr == "cloche: Cannot get dill 0.4.1, which pickles of sessions need: \(reason)\n")
        }

        @Test("Where pip cannot give it, that is said")
        func offline() async throws {
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            let environment = ["PATH": path, "HOME": program.folder.path, "PIP_NO_INDEX": "1"]
            let error = await #expect(throws: ClocheError.self) {
                try await DillWheel.download(in: program.folder.path, with: PipCommand(environment: environment))
            }
            #expect(error?.code == .dillNotFound)
            #expect(error?.message.contains("there is no network, or the package index does not answer") == true)
            let missing = await #expect(throws: ClocheError.self) {
                let pip = PipCommand(environment: ["PATH": "/nowhere"])
                return try await DillWheel.download(in: program.folder.path, with: pip)
            }
            #expect(missing?.message.contains("python3 is missing; install python3 and python3-pip") == true)
            let left = try FileManager.default.contentsOfDirectory(atPath: program.folder.path)
            #expect(!left.contains { $0.hasPrefix(".download") })
        }
    }
}
