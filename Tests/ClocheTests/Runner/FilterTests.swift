import CSpawn
import Testing

@testable import Cloche

#if os(Linux)
    @Suite(.timeLimit(.minutes(5)), .enabled(if: cspawn_has_seccomp() != 0, "this build has no filter"))
    struct FilterTests {
        @Test(arguments: [
            "setsid true", "kill -0 0", "kill -0 -1", "kill -0 -$PPID", "unshare -U true", "unshare -n true",
            "mount -t tmpfs none /mnt", "nsenter -t 1 -u true", "chroot / true",
        ])
        func whatNoProgramNeedsIsRefused(_ command: String) async throws {
            #expect(try await run("\(command) 2>/dev/null && echo done || echo refused") == "refused\n")
        }

        /// A shell with job control makes a group of each job where it can.
        @Test func jobControlLeavesTheGroupAsItIs() async throws {
            let output = try await run("set -m 2>/dev/null; cut -d' ' -f5 /proc/self/stat & wait; echo $$")
            let numbers = output.split(whereSeparator: \.isWhitespace)
            #expect(numbers.count == 2 && numbers[0] == numbers[1])
        }

        @Test(arguments: [
            ("timeout 5 echo fine", "fine\n"), ("nice -n 5 echo fine", "fine\n"), ("nohup echo fine", "fine\n"),
            ("echo fine | cat | cat", "fine\n"), ("(sleep 60 & kill $!; wait $!); echo $?", "143\n"),
            ("kill -0 $$ && echo fine", "fine\n"), ("echo $(echo fine)", "fine\n"),
        ])
        func ordinaryProgramsRun(_ command: String, _ output: String) async throws {
            #expect(try await run("{ \(command); } 2>/dev/null") == output)
        }

        private func run(_ command: String) async throws -> String {
            try await Shell.run(command, policy: .everything)
        }
    }
#endif
