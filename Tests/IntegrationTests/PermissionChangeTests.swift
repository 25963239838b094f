import ClocheTestSupport
import Foundation
import Testing

extension EndToEnd {
    /// Many changes of the permissions of one session, in a process of its own whose descriptors and memory can be counted.
    @Suite(.enabled(if: Program.hasRuntime, "there is no runtime on this machine"))
    struct PermissionChangeTests {
        private static let changes = 100
        /// Changes after which cloche has all the memory that it keeps.
        private static let warmUp = 10

        @Test("After a hundred changes with 50 MB of state nothing is lost, and nothing is left over")
        func hundredChanges() throws {
            let program = try Program()
            defer { program.remove() }
            let terminal = try program.terminal()
            #expect(terminal.wait(for: "In [1]:"))
            terminal.send("state = list(range(2_500_000)); running = iter(state)\r")
            #expect(terminal.wait(for: "In [2]:"))

            var first = Resources()
            for change in 0..<Self.changes {
                if change == Self.warmUp { first = Resources(of: terminal.processIdentifier) }
                terminal.send(change.isMultiple(of: 2) ? ":allow env LANG\r" : ":deny env LANG\r")
                let prompt = change.isMultiple(of: 2) ? "[env LANG] In [2]:" : "In [2]:"
                let isThere = terminal.wait { screen in
                    screen.text.split(separator: "\n").last { !$0.isEmpty }?.trimmingCharacters(in: .whitespaces)
                        == prompt
                }
                try #require(isThere, "change \(change)")
            }
            terminal.send("next(running), sum(state), len(state)\r")
            #expect(terminal.wait(for: "Out[2]: (0, 3124998750000, 2500000)"))
            // The runner before the last one may still be ending.
            let isFlat = terminal.wait(untilTrue: {
                let last = Resources(of: terminal.processIdentifier)
                return last.descriptors <= first.descriptors && last.children == 1
            })
            #expect(isFlat, "\(first) \(Resources(of: terminal.processIdentifier))")
            #expect(Resources(of: terminal.processIdentifier).residentBytes < first.residentBytes + 32 << 20)
            terminal.send("\u{4}")
            #expect(terminal.waitExit() == 0)
        }
    }
}

extension EndToEnd.PermissionChangeTests {
    /// What a process holds, as Linux's `/proc` tells.
    private struct Resources {
        var descriptors = 0
        var children = 0
        var residentBytes = 0

        init() {}

        init(of process: Int32) {
            let files = FileManager.default
            descriptors = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/fd").count) ?? 0
            let threads = (try? files.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
            let lists = threads.compactMap {
                try? String(contentsOfFile: "/proc/\(process)/task/\($0)/children", encoding: .utf8)
            }
            children = lists.joined(separator: " ").split(separator: " ").count
            let pages = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8))?
                .split(separator: " ").dropFirst().first.flatMap { Int($0) }
            residentBytes = (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
        }
    }
}
