import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class CommandLineTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        @Test(
            "A cell's output and status are the program's",
            arguments: [
                ("1+1", 0, "2\n"), ("print(6*7)", 0, "42\n"), ("None", 0, ""), ("", 0, ""),
                ("import sys; sys.exit(7)", 7, ""), ("raise SystemExit", 0, ""), ("1/0", 1, ""), ("def f(:", 1, ""),
                ("print('\\x1b[2J', end='')", 0, "\u{1B}[2J"),
            ]
        )
        func status(_ code: String, _ status: Int32, _ stdout: String) throws {
            let run = try program.run("-c", code)
            #expect(run.status == status)
            #expect(run.stdout == stdout)
        }

        @Test("A traceback shows the cell's line and nothing of ours")
        func traceback() throws {
            let expected = """
                Traceback (most recent call last):
                  File "<cell 1>", line 1, in <module>
                    1/0
                    ~^~
                ZeroDivisionError: division by zero

                """
            #expect(try program.run("-c", "1/0") == Program.Run(status: 1, stdout: "", stderr: expected))
        }

        @Test("A loop is interrupted at the timeout")
        func timeout() throws {
            let run = try program.run("--timeout", "0.5", "-c", "while True: pass")
            #expect(run.status == 124)
            #expect(run.stderr.hasPrefix("cloche: cell 1 ran longer than 0.5 s; interrupting it\n"))
        }

        @Test("A cell that ignores interrupts is ended")
        func ignoredInterrupt() throws {
            let code = "from collections import deque; from itertools import count; deque(count(), maxlen=0)"
            let run = try program.run("--timeout", "0.5", "-c", code)
            let expected = """
                cloche: cell 1 ran longer than 0.5 s; interrupting it
                cloche: cell 1 did not stop; the session is back as it was before it

                """
            #expect(run == Program.Run(status: 124, stdout: "", stderr: expected))
        }

        @Test("A file has its name in tracebacks, and its arguments")
        func file() throws {
            try Data("import sys\nprint(sys.argv)\n6*7\nraise ValueError('x')\n".utf8).write(
                to: program.folder.appendingPathComponent("script.py")
            )
            let run = try program.run("script.py", "--json", "a")
            #expect(run.status == 1)
            #expect(run.stdout == "['script.py', '--json', 'a']\n")
            #expect(run.stderr.contains("File \"script.py\", line 4, in <module>\n    raise ValueError('x')\n"))
        }

        @Test("stdin is a cell, or answers input()")
        func standardInput() throws {
            #expect(try program.run(input: "print('hi'); 3") == Program.Run(status: 0, stdout: "hi\n", stderr: ""))
            let run = try program.run("-c", "print('hello', input('name? '))", input: "Ada\n")
            #expect(run == Program.Run(status: 0, stdout: "name? hello Ada\n", stderr: ""))
        }

        @Test("JSON lines tell everything")
        func json() throws {
            let run = try program.run("--json", "-c", "print('hi'); 6*7")
            let lines = run.stdout.split(separator: "\n")
            let objects = try lines.map { try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] }
            let text = objects.dropLast().map { $0?["text"] as? String ?? "" }.joined()
            #expect(text == "hi\n")
            #expect(
                objects.dropLast().allSatisfy {
                    $0?["type"] as? String == "stream" && $0?["name"] as? String == "stdout"
                }
            )
            #expect(
                lines.last?.hasPrefix(#"{"type":"result","status":"ok","value":"42","error":null,"duration":"#) == true
            )
        }

        @Test("A session is saved and taken up again")
        func saveAndLoad() throws {
            let saved = try program.run("--save", "s.cloche", "--allow-env=LANG", "-c", "def f(): return x + 1\nx = 41")
            #expect(saved.status == 0)
            #expect(saved.stdout == "")
            let loaded = try program.run("--load", "s.cloche", "-c", "f()")
            let notice = "cloche: 's.cloche' was saved with permissions that loading does not grant: --allow-env=LANG\n"
            #expect(loaded == Program.Run(status: 0, stdout: "42\n", stderr: notice))
        }

        @Test("Memory beyond the limit is a MemoryError")
        func memory() throws {
            let run = try program.run("--memory", "128", "-c", "bytearray(500 * 1024 * 1024)")
            #expect(run.status == 1)
            #expect(run.stderr.hasSuffix("MemoryError\n"))
        }

        @Test("A refusal names the option that grants it")
        func refused() throws {
            let run = try program.run("-c", "open('/etc/passwd')")
            #expect(run.status == 1)
            let last = "cloche: read access to '/etc/passwd' is not granted; to grant it: --allow-read=/etc/passwd\n"
            #expect(run.stderr.hasSuffix(last))
        }

        @Test("The walls of this machine can be looked at")
        func doctor() throws {
            let run = try program.run("doctor")
            #expect(run.stdout.hasPrefix("ok             cloche       "))
            #expect(run.stdout.contains("\nok             python       3.14"))
            for wall in ["files", "links", "sockets", "group", "limits", "deno", "kernel", "guest"] {
                #expect(run.stdout.contains("\nholds          \(wall) "), "\(wall): \(run.stdout)")
            }
            #expect(!run.stdout.contains("does not hold"))
        }
    }
}
