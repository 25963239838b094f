import Foundation
import Glibc
import Testing

@testable import Cloche

extension EndToEnd {
    @Suite("Every kind of Python state", .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed"))
    final class StateTests {
        private let folder = NSTemporaryDirectory() + "cloche-states-" + UUID().uuidString
        private let launcher = RecordingLauncher()
        private let table: StateTable

        init() throws {
            table = try StateTable()
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        private func session(journal: String? = nil) -> Session {
            let options = SessionOptions(
                environment: [:],
                journal: journal.map { JournalFolder(path: $0, maximumCheckpoints: 1000) }
            )
            return Session(PermissionSet(), Limits(), options, launcher, SessionTiming())
        }

        /// A session in which every kind of the table was made.
        private func madeSession(journal: String? = nil) async throws -> Session {
            #expect(table.kinds.count >= 60)
            let session = session(journal: journal)
            for kind in table.kinds {
                let result = try await session.execute(kind.setup)
                #expect(result.status == .ok, "\(kind.name): \(result.error?.traceback ?? "")")
            }
            await session.settle()
            return session
        }

        /// The kinds that are not the same, each with what its check says.
        private func differences(in session: Session) async throws -> [String] {
            var differences: [String] = []
            for kind in table.kinds {
                let result = try await session.execute(kind.check)
                guard result.status != .ok else { continue }
                differences.append("\(kind.name): \(result.error?.traceback ?? result.status.rawValue)")
            }
            return differences
        }

        @Test("is the same after a change of permissions")
        func permissions() async throws {
            let session = try await madeSession()
            var permissions = PermissionSet()
            try permissions.allow(.read, [folder])
            try await session.setPermissions(permissions)
            #expect(try await differences(in: session) == [])
            await session.close()
        }

        @Test("is the same in another session that loads the saved one")
        func saved() async throws {
            let first = try await madeSession()
            let report = try await first.save(to: folder + "/states.cloche")
            #expect(report.lost == [])
            await first.close()
            let second = session()
            _ = try await second.restore(from: report.path)
            #expect(try await differences(in: second) == [])
            await second.close()
        }

        @Test("is the same after its checks were undone, and after all was undone and redone")
        func undone() async throws {
            let session = try await madeSession(journal: folder + "/sessions")
            let made = await session.position
            #expect(try await differences(in: session) == [])
            #expect(try await session.goTo(made).isInPlace)
            #expect(try await differences(in: session) == [])
            _ = try await session.goTo(0)
            _ = try await session.goTo(made)
            #expect(try await differences(in: session) == [])
            await session.close()
        }

        @Test("is the same when the runner was killed")
        func killedRunner() async throws {
            let session = try await madeSession(journal: folder + "/sessions")
            let pid = try #require(launcher.processIdentifiers.last)
            #expect(kill(pid, SIGKILL) == 0)
            // A cell that is on its way to the dead runner is lost with it.
            _ = try await session.execute("0")
            #expect(try await differences(in: session) == [])
            #expect(launcher.processIdentifiers.count == 2)
            await session.close()
        }

        @Test("is the same when it is taken up from what is on the disk while its program still runs")
        func resumed() async throws {
            let first = try await madeSession(journal: folder + "/sessions")
            // As a kill of the program would leave it.
            try FileManager.default.copyItem(atPath: folder + "/sessions", toPath: folder + "/copy")
            await first.close()
            let id = try #require(try JournalFolder(path: folder + "/copy").sessions().first?.id)
            let second = session(journal: folder + "/copy")
            let resumed = try await second.resume(id)
            #expect(resumed.flaw == nil)
            #expect(try await differences(in: second) == [])
            await second.close()
        }
    }
}
