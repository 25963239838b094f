import Foundation
import Testing

extension EndToEnd {
    @Suite struct UsageTests {
        @Test("A wrong command line ends with 2 and a suggestion")
        func nonsense() throws {
            let program = try Program()
            defer { program.remove() }
            let expected = """
                cloche: there is no option '--nonsense'; did you mean '--no-config'?
                cloche: 'cloche --help' lists the options

                """
            #expect(try program.run("--nonsense") == Program.Run(status: 2, stdout: "", stderr: expected))
        }

        @Test("A file that is not there ends with 2")
        func missingFile() throws {
            let program = try Program()
            defer { program.remove() }
            let expected = "cloche: cannot read 'nothing.py': No such file or directory\n"
            #expect(try program.run("nothing.py") == Program.Run(status: 2, stdout: "", stderr: expected))
        }

        @Test("A missing runtime ends with 125 and says how to get it")
        func missingRuntime() throws {
            let program = try Program()
            defer { program.remove() }
            let run = try program.run("-c", "1", environment: ["CLOCHE_DENO": "/nowhere/deno"])
            let expected = """
                cloche: Cannot find the runtime: '/nowhere/deno' does not exist; to install it, run runner/start in \
                cloche's repository, or set CLOCHE_DENO and CLOCHE_PYODIDE

                """
            #expect(run == Program.Run(status: 125, stdout: "", stderr: expected))
        }
    }
}
