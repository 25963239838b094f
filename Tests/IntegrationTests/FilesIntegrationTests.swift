import Foundation
import Glibc
import Testing

@testable import Cloche

@Suite(
    "The host's files in a session",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: RecordingLauncher.hasRuntime, "no runtime is installed")
)
struct FilesIntegrationTests {
    /// A program as one writes it for plain Python; it prints the same wherever it runs.
    private static let program = """
        import csv, os, pathlib, shutil, sqlite3, tempfile
        def report():
            with open('people.csv', newline='') as file: people = list(csv.DictReader(file))
            base = sqlite3.connect('people.db')
            base.execute('create table people (name text)')
            with base: base.executemany('insert into people values (:name)', people)
            with tempfile.TemporaryDirectory(dir='.') as folder:
                pathlib.Path(folder, 'note.txt').write_text('größe')
                shutil.copytree(folder, 'copy')
            os.rename('copy/note.txt', 'note.txt')
            os.rmdir('copy')
            for here, folders, files in sorted(os.walk('.')): print(here, sorted(folders), sorted(files))
            print(base.execute('select name from people order by 1').fetchall(), os.path.getsize('note.txt'))
            base.close()
        report()
        """

    /// Runs a body with a folder that the host's processes and the sandbox have at different places.
    private func withFolder(_ body: (String, Session) async throws -> Void) async throws {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: made) }
        let folder = try #require(PermissionResolver.realPath(made.path))
        try "name\nAda\nGrace\n".write(toFile: folder + "/people.csv", atomically: true, encoding: .utf8)
        let options = SessionOptions(workingDirectory: folder)
        let session = Session(PermissionSet(), Limits(), options, RecordingLauncher(), SessionTiming())
        do {
            try await body(folder, session)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    @Test("a program that was written for plain Python runs unchanged where its folder is granted")
    func program() async throws {
        try await withFolder { folder, session in
            let refused = try await session.execute(Self.program)
            #expect(refused.error?.name == "PermissionError" || refused.error?.name == "FileNotFoundError")
            var permissions = PermissionSet()
            try permissions.allow(.write, [folder])
            try await session.setPermissions(permissions)
            let result = try await session.execute(Self.program)
            #expect(
                result.stdout == """
                    . [] ['note.txt', 'people.csv', 'people.db']
                    [('Ada',), ('Grace',)] 7

                    """,
                "\(result.error?.traceback ?? "")"
            )
            #expect(result.used.contains(Permission(kind: .read, item: folder + "/people.csv")))
            #expect(result.used.contains(Permission(kind: .write, item: folder + "/note.txt")))
            #expect(try String(contentsOfFile: folder + "/note.txt", encoding: .utf8) == "größe")
        }
    }

    @Test("with all of read the host is seen at its own place and below /host, but no process of it")
    func everything() async throws {
        try await withFolder { folder, session in
            var permissions = PermissionSet()
            try permissions.allow(.read, [])
            try await session.setPermissions(permissions)
            let result = try await session.execute("open('/host\(folder)/people.csv').read(4)")
            #expect(result.value == "'name'", "\(result.error?.traceback ?? "")")
            for path in ["/host/proc/self/environ", "/host/dev/null", "/host/sys/kernel/version"] {
                let refused = try await session.execute("open('\(path)').read()")
                #expect(refused.error?.name == "PermissionError")
                #expect(refused.error?.message.hasSuffix("and no permission grants it") == true)
            }
        }
    }
}
