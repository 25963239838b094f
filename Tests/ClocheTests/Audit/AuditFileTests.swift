import Foundation
import Testing

@testable import Cloche

@Suite("The files of an audit log", .timeLimit(.minutes(5)))
struct AuditFileTests {
    private let folder = NSTemporaryDirectory() + "cloche-audit-" + UUID().uuidString
    private var path: String { folder + "/state/cloche/audit.jsonl" }

    private func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func clean() { try? FileManager.default.removeItem(atPath: folder) }

    @Test("file and folder are made for their owner only, and the mode is put right")
    func modes() throws {
        defer { clean() }
        let file = AuditFile(path: path, bounds: AuditBounds())
        #expect(file.append([AuditRecord.make().line]) == nil)
        #expect(try mode(path) == 0o600)
        #expect(try mode(folder + "/state/cloche") == 0o700)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(file.append([AuditRecord.make(number: 2).line]) == nil)
        #expect(try mode(path) == 0o600)
        #expect(try AuditReader.read(path, AuditFilter()).records.map(\.number) == [1, 2])
    }

    @Test("a file that is too long is moved on, and the oldest one goes")
    func rotation() throws {
        defer { clean() }
        let file = AuditFile(path: path, bounds: AuditBounds(fileBytes: 4096, files: 3))
        for number in 1...200 { #expect(file.append([AuditRecord.make(number: number).line]) == nil) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/state/cloche").sorted()
        #expect(names == ["audit.jsonl", "audit.jsonl.1", "audit.jsonl.2"])
        let numbers = try AuditReader.read(path, AuditFilter()).records.map(\.number)
        #expect(numbers == Array((201 - numbers.count)...200))
        #expect(numbers.count > 60)
        for name in names {
            let size = try FileManager.default.attributesOfItem(atPath: folder + "/state/cloche/" + name)[.size] as? Int
            #expect(try #require(size) < 4096)
        }
    }

    @Test(
        "the newest are read from the end of the files, however far back that is",
        arguments: [0, 1, 50, 3000, 9000, 20_000]
    )
    func newest(_ count: Int) throws {
        defer { clean() }
        let file = AuditFile(path: path, bounds: AuditBounds(fileBytes: 1 << 20, files: 9))
        #expect(file.append((1...10_000).map { AuditRecord.make(number: $0, cell: $0).line }) == nil)
        var filter = AuditFilter()
        filter.newest = count
        let expected = Array((1...10_000).suffix(count))
        #expect(try AuditReader.read(path, filter).records.map(\.number) == expected)
        filter.cell = 17
        #expect(try AuditReader.read(path, filter).records.map(\.number) == (count > 0 ? [17] : []))
    }

    @Test("a line that was cut short does not take the next one with it")
    func cut() throws {
        defer { clean() }
        let file = AuditFile(path: path, bounds: AuditBounds())
        #expect(file.append([AuditRecord.make(number: 1).line]) == nil)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(#"{"v":1,"ti"#.utf8))
        #expect(file.append([AuditRecord.make(number: 2).line]) == nil)
        let reading = try AuditReader.read(path, AuditFilter())
        #expect(reading.records.map(\.number) == [1, 2])
        #expect(reading.brokenLines == 1)
    }

    @Test("a symbolic link, a folder and a pipe are refused")
    func refused() throws {
        defer { clean() }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let target = folder + "/target"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: target))
        for name in ["link", "dangling", "folder", "pipe"] {
            let path = folder + "/" + name
            switch name {
            case "link": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            case "dangling": try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/nowhere")
            case "folder": try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            default: #expect(mkfifo(path, 0o600) == 0)
            }
            let failure = try #require(AuditFile(path: path, bounds: AuditBounds()).append([[65]]))
            #expect(failure.hasPrefix("Cannot write the audit log '\(path)': "))
        }
        let failure = AuditFile(path: folder + "/link", bounds: AuditBounds()).append([[65]])
        #expect(failure == "Cannot write the audit log '\(folder)/link': it is a symbolic link")
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "mine")
        #expect(throws: ClocheError.self) { try AuditReader.read(folder + "/link", AuditFilter()) }
        #expect(try AuditReader.read(folder + "/none", AuditFilter()).records.isEmpty)
    }

    @Test("where the file system never tells which file a path names, writing ends with a reason")
    func unnamed() {
        defer { clean() }
        var file = AuditFile(path: path, bounds: AuditBounds())
        file.isNamed = { _, _ in false }
        let reason = "its file system does not tell which file the path names"
        #expect(file.append([[65]]) == "Cannot write the audit log '\(path)': \(reason)")
    }

    @Test("a log that cannot be written tells so once")
    func failure() async throws {
        let failures = OutputLog()
        let log = AuditLog(path: "/dev/null/audit.jsonl", onFailure: { failures.add(.notice($0)) })
        for number in 1...3 {
            log.add(.make(number: number))
            await log.flush()
        }
        #expect(
            failures.all == [
                .notice("Cannot write the audit log '/dev/null/audit.jsonl': a part of the path is not a folder")
            ]
        )
    }

    @Test("eight logs over one path lose nothing, while files are moved on")
    func concurrent() async throws {
        defer { clean() }
        let bounds = AuditBounds(fileBytes: 20_000, files: 50)
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                let log = AuditLog(path: path, bounds: bounds)
                group.addTask {
                    for number in 1...500 {
                        log.add(.make(session: "writer\(writer)", number: number))
                        if number % 10 == 0 { await log.flush() }
                    }
                    await log.flush()
                }
            }
        }
        let reading = try AuditReader.read(path, AuditFilter())
        #expect(reading.brokenLines == 0)
        #expect(reading.records.count == 4000)
        for writer in 0..<8 {
            let own = reading.records.filter { $0.session == "writer\(writer)" }
            #expect(own.map(\.number) == Array(1...500))
        }
        #expect(FileManager.default.fileExists(atPath: path + ".5"))
    }
}
