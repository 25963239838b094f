import ClocheTestSupport
import Foundation
import Testing

private let hasGit = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")

extension EndToEnd {
    /// Programs of this machine that a cell starts, behind every wall.
    @Suite("Programs", .enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    final class ProgramTests {
        private let program: Program

        init() throws {
            program = try Program()
        }

        deinit {
            program.remove()
        }

        private func run(_ flags: String..., source: String) throws -> Program.Run {
            try program.run(flags + ["-c", source])
        }

        @Test("A granted git shows the log of a granted repository", .enabled(if: hasGit, "there is no git"))
        func git() throws {
            let make = """
                git init -q repository && cd repository && echo 1 > a && git add a \
                && git -c user.name=A -c user.email=a@example.com commit -qm 'first of all'
                """
            try #require(try shell(make) == 0)
            let source = """
                import subprocess
                print(subprocess.check_output(['git', 'log', '--format=%s'], cwd='repository', text=True))
                """
            let log = try run("--allow-run=git", "--allow-read=.", source: source)
            #expect(log == Program.Run(status: 0, stdout: "first of all\n\n", stderr: ""))
            let refused = try run("--allow-read=.", source: source)
            #expect(refused.stderr.contains("run access to 'git' is not granted; to grant it: :allow run git\n"))
        }

        @Test("A shell reads, writes and connects only where it is granted")
        func walls() throws {
            try Data("text".utf8).write(to: URL(fileURLWithPath: program.path("file")))
            let source = """
                import subprocess
                for line in ['cat file', 'cat /etc/passwd', 'echo 1 > new', 'echo 1 > /tmp/cloche-new', 'setsid true']:
                    print(subprocess.run(line, shell=True, capture_output=True, text=True).returncode != 0)
                """
            let result = try run("--allow-run=sh", "--allow-read=.", source: source)
            #expect(result.stdout == "False\nTrue\nTrue\nTrue\nTrue\n", "\(result.stderr)")
        }

        @Test("A timeout ends a program, and none outlives the session")
        func timeout() throws {
            let source = """
                import subprocess
                try:
                    subprocess.run(['sleep', '61.25'], timeout=0.2)
                except subprocess.TimeoutExpired:
                    print('late')
                left = subprocess.Popen(['sleep', '61.25'])
                """
            let result = try run("--allow-run=sleep", source: source)
            #expect(result.stdout == "late\n")
            #expect(result.stderr.hasPrefix("Still running: sleep ("))
            #expect(try shell("pgrep -f 'sleep 61[.]25'") == 1)
        }

        @Test("asyncio starts programs; all of run finds them")
        func asyncio() throws {
            let source = """
                import asyncio, shutil
                shell = await asyncio.create_subprocess_shell('echo $((6 * 7))', stdout=-1)
                print((await shell.communicate())[0], shutil.which('sh') is not None, shutil.which('no-such-program'))
                """
            #expect(try run("--allow-run", source: source).stdout == "b'42\\n' True None\n")
        }

        private func shell(_ line: String) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", line]
            process.currentDirectoryURL = program.folder
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
}
