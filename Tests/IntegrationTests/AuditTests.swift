import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class AuditTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        private var log: String { program.path(".local/state/cloche/audit.jsonl") }

        /// The events of `cloche audit --json`, as they are in its lines.
        private func events(_ options: String...) throws -> [String] {
            let run = try program.run(["audit", "--json"] + options)
            #expect(run.status == 0)
            return run.stdout.matches(of: /"event":"([a-z]+)"/).map { String($0.1) }
        }

        @Test("A run is recorded, for its user only, and read back")
        func run() throws {
            #expect(try program.run("-c", "try: open('/etc/passwd')\nexcept OSError: pass").status == 0)
            #expect(try program.run("--save", "s.cloche", "-c", "x = 'secret'").status == 0)
            #expect(try events() == ["start", "refusal", "cell", "end", "start", "cell", "save", "end"])
            #expect(try events("--refused", "--kind", "read") == ["refusal"])
            #expect(try events("--event", "save,end", "--newest", "2") == ["save", "end"])
            let text = try String(contentsOfFile: log, encoding: .utf8)
            #expect(text.contains(#""item":"/etc/passwd","kind":"read""#))
            #expect(!text.contains("secret"))
            let attributes = try FileManager.default.attributesOfItem(atPath: log)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }

        @Test("What others wrote into the log does no harm when it is read")
        func hostile() throws {
            #expect(try program.run("-c", "1").status == 0)
            let line =
                #"{"v":1,"time":"2026-01-01T00:00:00Z","session":"x","n":1,"event":"use","seen":"guest","item":"\u001b[2J\u202e"}"#
            let handle = try #require(FileHandle(forWritingAtPath: log))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data((line + "\n\u{1B}[2Jnonsense\n").utf8))
            for format in [[], ["--json"], ["--csv"]] {
                let run = try program.run(["audit", "--session", "x"] + format)
                #expect(!run.stdout.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
                #expect(run.stdout.contains(#"\u"#))
            }
            #expect(try program.run("audit").stderr == "cloche: 1 line of the audit log cannot be read\n")
        }

        @Test("Nothing is recorded where that is not wanted")
        func off() throws {
            #expect(try program.run("--no-audit", "-c", "1").status == 0)
            try Data("audit = false\n".utf8).write(to: URL(fileURLWithPath: program.path("config.toml")))
            #expect(try program.run("--config", "config.toml", "-c", "1").status == 0)
            #expect(!FileManager.default.fileExists(atPath: log))
        }

        @Test("A log that cannot be written is told of once, and the cell runs")
        func unwritable() throws {
            let folder = URL(fileURLWithPath: log).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(atPath: log, withDestinationPath: "/etc/hostname")
            let run = try program.run("-c", "6 * 7")
            #expect(run.stdout == "42\n")
            #expect(run.stderr == "cloche: Cannot write the audit log '\(log)': it is a symbolic link\n")
            #expect(run.status == 0)
        }

        @Test("Eight programs write one log, and nothing is lost")
        func concurrent() async throws {
            let program = program
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { _ = try? program.run("-c", "1", environment: ["CLOCHE_DENO": "/none"]) }
                }
            }
            let events = try events()
            #expect(events.count { $0 == "start" } == 8)
            #expect(events.count { $0 == "end" } == 8)
        }

        @Test("The prompt shows what was granted, used, refused, changed and killed")
        func prompt() throws {
            let terminal = try program.terminal(environment: ["GREETING": "hello", "TZ": "UTC"])
            func type(_ line: String, _ next: Int) {
                terminal.send(line + "\r")
                #expect(terminal.wait(for: "In [\(next)]:", timeout: .seconds(20)))
            }
            #expect(terminal.wait(for: "In [1]:", timeout: .seconds(20)))
            type("open('/etc/shadow')", 2)
            type(":allow env GREETING", 2)
            type(":save \(program.path("s.cloche"))", 2)
            type("import asyncio; asyncio.sleep(9)", 3)
            terminal.send(":audit\r")
            #expect(terminal.wait(for: "changed  allow env GREETING", timeout: .seconds(20)))
            #expect(terminal.screen.text.contains("refused  read /etc/shadow"))
            terminal.send(":audit cell 1 refused\r")
            #expect(terminal.wait(for: "In [3]:", timeout: .seconds(20)))
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
            #expect(try events().last == "end")
        }
    }
}
