import CSpawn
import Foundation
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)))
    struct SpawnTests {
        @Test func theChildSeesItsLimits() async throws {
            let limits = [
                SpawnRequest.Limit(resource: Int32(RLIMIT_CORE.rawValue), value: 0),
                SpawnRequest.Limit(resource: Int32(RLIMIT_NOFILE.rawValue), value: 99),
                SpawnRequest.Limit(resource: Int32(RLIMIT_CPU.rawValue), value: 1234),
            ]
            let output = try await Shell.run("ulimit -c; ulimit -n; ulimit -t", limits: limits)
            #expect(output == "0\n99\n1234\n")
        }

        @Test func theChildCannotGainPrivileges() async throws {
            let output = try await Shell.run("grep -E '^(NoNewPrivs|Seccomp):' /proc/self/status", policy: .everything)
            #expect(output == "NoNewPrivs:\t1\nSeccomp:\t2\n")
        }

        @Test func noOtherDescriptorReachesTheChild() async throws {
            let leaked = open("/dev/null", O_RDONLY)
            defer { close(leaked) }
            #expect(
                try await Shell.run("echo /proc/self/fd/*")
                    == "/proc/self/fd/0 /proc/self/fd/1 /proc/self/fd/2 /proc/self/fd/3\n"
            )
        }

        @Test func theChildLeadsASessionOfItsOwnWithoutATerminal() async throws {
            let output = try await Shell.run("cut -d' ' -f1,5,6,7 /proc/$$/stat")
            let numbers = output.split(whereSeparator: \.isWhitespace)
            #expect(numbers.count == 4 && Set(numbers.prefix(3)).count == 1 && numbers.last == "0")
        }

        @Test func onlyTheGivenEnvironmentIsThere() async throws {
            #expect(try await Shell.run("/usr/bin/env | grep -v ^_= | sort") == "PATH=/usr/bin:/bin\nPWD=/\n")
        }

        @Test func aProgramThatDoesNotExistIsAnErrorOfExec() async throws {
            let error = await #expect(throws: ClocheError.self) { try await Shell.run("", program: "/dev/null/sh") }
            #expect(error?.code == .spawnFailed)
            #expect(error?.message == "Cannot start '/dev/null/sh': exec failed: Not a directory")
        }

        @Test func aFolderThatDoesNotExistIsNamedAsTheStep() async throws {
            let error = await #expect(throws: ClocheError.self) { try await Shell.run("", directory: "/dev/null") }
            #expect(
                error?.message == "Cannot start '/bin/sh': entering '/dev/null' failed: Not a directory"
            )
        }
    }

    @Suite(.timeLimit(.minutes(5)), .enabled(if: landlock_abi() > 0, "the kernel has no Landlock"))
    struct LandlockTests {
        let folder: TestRuntime
        let policy: KernelPolicy

        init() throws {
            folder = try TestRuntime()
            let data = folder.folder + "/data"
            try "fine\n".write(toFile: data + "/file", atomically: true, encoding: .utf8)
            try FileManager.default.createSymbolicLink(atPath: data + "/link", withDestinationPath: "/etc/passwd")
            try FileManager.default.createSymbolicLink(atPath: data + "/etc", withDestinationPath: "/etc")
            policy = KernelPolicy(
                rules: [
                    LandlockRule(path: "/usr", access: [.read, .execute]),
                    LandlockRule(path: "/lib", access: [.read, .execute]),
                    LandlockRule(path: "/lib64", access: [.read, .execute]),
                    LandlockRule(path: "/bin", access: [.read, .execute]),
                    LandlockRule(path: "/etc/ld.so.cache", access: [.read]),
                    LandlockRule(path: "/dev/null", access: [.readFile, .writeFile]),
                    LandlockRule(path: "/dev/null/folder", access: [.read]),
                    LandlockRule(path: data, access: [.read]),
                ],
                ports: [],
                sockets: .ip
            )
        }

        @Test func whatIsGrantedCanBeRead() async throws {
            #expect(try await run("cat data/file; ls data") == "fine\netc\nfile\nlink\n")
        }

        @Test(arguments: [
            "cat /etc/passwd", "cat data/link", "cat data/etc/passwd", "ls /etc", "ls /", "cat /proc/self/status",
        ])
        func whatIsNotGrantedIsRefused(_ command: String) async throws {
            #expect(try await run("\(command) 2>/dev/null || echo refused") == "refused\n")
        }

        @Test(arguments: [
            "echo x > data/file", "echo x > data/new", "rm data/file", "mkdir data/folder", "mv data/file data/f",
        ])
        func nothingCanBeChanged(_ command: String) async throws {
            #expect(try await run("(\(command)) 2>/dev/null || echo refused; cat data/file") == "refused\nfine\n")
        }

        @Test func signalsStayInside() async throws {
            #expect(try await run("kill -0 \(getpid()) 2>/dev/null || echo refused") == "refused\n")
        }

        private func run(_ command: String) async throws -> String {
            try await Shell.run(command, directory: folder.folder, policy: policy)
        }
    }

    extension KernelPolicy {
        /// Refuses nothing but what the filter does.
        static let everything = KernelPolicy(
            rules: [LandlockRule(path: "/", access: [.read, .write, .execute])],
            ports: nil,
            sockets: .none
        )
    }
#endif
