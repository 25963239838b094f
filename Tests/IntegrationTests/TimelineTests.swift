import Foundation
import Testing

@testable import Cloche

extension EndToEnd {
    @Suite(
        "Undo, redo, branches and resume with the real runner",
        .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
    )
    final class TimelineTests {
        private let folder = NSTemporaryDirectory() + "cloche-timeline-" + UUID().uuidString

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        private var options: SessionOptions {
            SessionOptions(environment: [:], journal: JournalFolder(path: folder))
        }

        /// Runs cells one after the other, each with its checkpoint, and returns their values.
        @discardableResult
        private func run(_ cells: String..., in session: Session) async throws -> [String?] {
            var values: [String?] = []
            for cell in cells {
                let result = try await session.execute(cell)
                #expect(result.status == .ok, "\(cell): \(result.error?.traceback ?? "")")
                values.append(result.value)
                await session.settle()
            }
            return values
        }

        @Test("undo and redo go in place, files and generators with them")
        func inPlace() async throws {
            let session = Session(options: options)
            try await run("x = [1]; g = iter(range(9)); next(g)", in: session)
            try await run("x.append(2); next(g); open('/tmp/a', 'w').write('new')", in: session)
            let undone = try await session.undo()
            #expect(undone.isInPlace)
            #expect(undone.undone == [2])
            #expect(
                try await run("import os; x, next(g), os.path.exists('/tmp/a')", in: session) == ["([1], 1, False)"]
            )
            let other = try await session.goTo(2)
            #expect(other.isInPlace)
            #expect(try await run("x, next(g), open('/tmp/a').read()", in: session) == ["([1, 2], 2, 'new')"])
            #expect(await session.checkpoints.map(\.number) == [0, 1, 2, 3, 4])
            await session.close()
        }

        @Test("a difference names what was added, removed and changed, and disturbs nothing")
        func difference() async throws {
            let session = Session(options: options)
            try await run("a = 1; deep = [[0] * 500]; gone = 5; same = {'k': (1, 2)}", in: session)
            try await run("b = 2; deep[0][400] = 1; del gone; f = lambda: 3", in: session)
            let difference = try await session.difference(from: 1, to: 2)
            #expect(difference.added.map(\.name) == ["b", "f"])
            #expect(difference.removed.map(\.name) == ["gone"])
            #expect(difference.changed.map(\.before.name) == ["deep"])
            #expect(try await run("b, deep[0][400]", in: session) == ["(2, 1)"])
            await session.close()
        }

        @Test("a session that was cut off goes on in another program, its past with it")
        func resume() async throws {
            let first = Session(options: options)
            try await run(
                "def gen():\n    for i in range(9): yield i\ng = gen(); next(g)",
                "next(g)",
                "import json",
                in: first
            )
            _ = try await first.undo()
            try await run("state = {'n': next(g)}", in: first)
            await first.close(because: "cut off", isWanted: false)

            let stored = try #require(try JournalFolder(path: folder).sessions().first)
            #expect(stored.state == .interrupted)
            let second = Session(options: options)
            let resumed = try await second.resume(stored.id)
            #expect(resumed.position == 4)
            #expect(resumed.metadata.cells.map(\.isUndone) == [false, false, true, false])
            #expect(try await run("state, next(g)", in: second) == ["({'n': 2}, 3)"])
            _ = try await second.goTo(3)
            #expect(try await run("json.dumps([next(g)])", in: second) == ["'[2]'"])
            await second.close()
        }

        @Test("what went out is named, and stays as it is")
        func wentOut() async throws {
            let mount = folder + "-mount"
            try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: mount) }
            var permissions = PermissionSet()
            try permissions.allow(.write, [mount])
            let session = Session(permissions: permissions, options: options)
            try await run("x = 1", "open('\(mount)/out', 'w').write('kept')", in: session)
            let travel = try await session.undo()
            #expect(travel.wentOut.map(\.kind) == [.write])
            #expect(try String(contentsOfFile: mount + "/out", encoding: .utf8) == "kept")
            await session.close()
        }
    }
}
