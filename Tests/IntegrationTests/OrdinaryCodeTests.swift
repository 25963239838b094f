import Foundation
import Testing

extension EndToEnd {
    /// Code that was written for plain CPython, run by it and by cloche.
    @Suite(
        .enabled(if: Program.hasRuntime, "there is no runtime on this machine"),
        .enabled(if: HostTools.python != nil, "there is no python3 on this machine"),
        .enabled(if: HostTools.mathematics != nil, "there is no libm.so.6 on this machine")
    )
    final class OrdinaryCodeTests {
        private let program: Program
        private let script: String

        init() throws {
            program = try Program()
            script = program.path("ordinary.py")
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/ordinary.py")
            try FileManager.default.copyItem(atPath: source.path, toPath: script)
        }

        deinit {
            program.remove()
        }

        /// A function of the script, what it is called with, and the flags that it needs.
        private struct Call {
            let function: String
            let arguments: [String]
            let grants: [String]
        }

        @Test("It prints the same, and without its grants it is told the flag that it needs")
        func sameOutput() throws {
            let servers = try LocalServers(authority: program.path("authority.pem"))
            try makeFolder()
            for call in calls(servers) {
                let plain = try program.run(
                    [script, call.function] + call.arguments,
                    executable: HostTools.python ?? ""
                )
                #expect(plain.status == 0, "\(call.function): \(plain.stderr)")
                let command = ["ordinary.py", call.function] + call.arguments
                let same = try program.run(call.grants + command)
                #expect(same == plain, "\(call.function)")
                for (index, grant) in call.grants.enumerated() {
                    var others = call.grants
                    others.remove(at: index)
                    let refused = try program.run(others + command)
                    #expect(refused.status == 1, "\(call.function) without \(grant)")
                    let kind = grant.prefix { $0 != "=" }.replacing("--allow-", with: "")
                    let isTold = ["--allow-\(kind)", ":allow \(kind)"].contains { refused.stderr.contains($0) }
                    #expect(isTold, "\(call.function) without \(grant): \(refused.stderr)")
                }
            }
        }

        private func calls(_ servers: LocalServers) -> [Call] {
            let (folder, authority) = (program.path("data"), program.path("authority.pem"))
            let library = HostTools.mathematics ?? ""
            return [
                Call(function: "files", arguments: [folder], grants: ["--allow-read=\(folder)"]),
                Call(function: "report", arguments: [folder], grants: ["--allow-write=\(folder)"]),
                Call(function: "variable", arguments: ["LANG"], grants: ["--allow-env=LANG"]),
                Call(
                    function: "web",
                    arguments: ["http://127.0.0.1:\(servers.http)/a?b"],
                    grants: ["--allow-net=127.0.0.1:\(servers.http)"]
                ),
                Call(
                    function: "secure_web",
                    arguments: ["https://localhost:\(servers.https)/a", authority],
                    grants: ["--allow-net=localhost:\(servers.https)", "--allow-read=\(authority)"]
                ),
                Call(function: "program", arguments: [folder], grants: ["--allow-run=git", "--allow-read=\(folder)"]),
                Call(function: "library", arguments: [library], grants: ["--allow-ffi=\(library)"]),
            ]
        }

        /// A repository with a table in it.
        private func makeFolder() throws {
            let folder = program.path("data")
            try FileManager.default.createDirectory(atPath: folder + "/Zürich", withIntermediateDirectories: true)
            try "city,people\nZürich,400000\n東京,14000000\n".write(
                toFile: folder + "/cities.csv",
                atomically: true,
                encoding: .utf8
            )
            for arguments in [
                ["init", "--quiet", folder], ["-C", folder, "add", "cities.csv"],
                ["-C", folder, "-c", "user.name=Ada", "-c", "user.email=", "commit", "--quiet", "-m", "Count people"],
            ] {
                let run = try program.run(arguments, executable: "/usr/bin/git")
                #expect(run.status == 0, "\(run.stderr)")
            }
        }
    }
}
