import Foundation
import Testing

@testable import Cloche

@Suite("AtomicFile")
struct AtomicFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    @Test("the pieces follow each other in a file that only its owner can read")
    func writes() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try AtomicFile.write([[1, 2], [], [3]], to: path("new"))
        let attributes = try FileManager.default.attributesOfItem(atPath: path("new"))
        #expect(try Data(contentsOf: URL(filePath: path("new"))) == Data([1, 2, 3]))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["new"])
    }

    @Test("an old file is replaced, through a symbolic link too")
    func replaces() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try AtomicFile.write([[1]], to: path("old"))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("old"))
        try AtomicFile.write([[2]], to: path("link"))
        #expect(try Data(contentsOf: URL(filePath: path("old"))) == Data([2]))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == path("old"))
    }

    @Test("a folder that does not exist is told")
    func noFolder() {
        defer { try? FileManager.default.removeItem(at: folder) }
        let target = path("none/new")
        #expect(throws: ClocheError.cannotSave("the folder '\(path("none"))' does not exist", to: target)) {
            try AtomicFile.write([[1]], to: target)
        }
    }

    @Test("a folder in the place of the file is told")
    func isFolder() {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: ClocheError.cannotSave("it is a folder", to: folder.path)) {
            try AtomicFile.write([[1]], to: folder.path)
        }
    }

    @Test("a rename that fails leaves the old files and nothing else")
    func failsInTheMiddle() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try AtomicFile.write([[1]], to: path("old"))
        // The temporary file can be written, only the rename fails.
        let long = path(String(repeating: "n", count: 300))
        #expect(throws: ClocheError.cannotSave("the name is too long", to: long)) {
            try AtomicFile.write([[2]], to: long)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["old"])
    }

    @Test("a call that fails leaves the old file or the new one, whole, and nothing else", arguments: [ENOSPC, EIO])
    func eachFails(error: CInt) throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let counter = FaultyCalls(failing: -1, with: error)
        try AtomicFile.write([[1, 2], [3]], to: path("file"), calls: counter.calls)
        for number in 0..<counter.count {
            try AtomicFile.write([[9]], to: path("file"))
            let faulty = FaultyCalls(failing: number, with: error)
            let told = (try? AtomicFile.write([[1, 2], [3]], to: path("file"), calls: faulty.calls)) == nil
            let content = try Data(contentsOf: URL(filePath: path("file")))
            // After the rename only the folder is flushed; one that cannot be opened is passed over.
            let isNew = number >= counter.count - 2
            #expect(content == (isNew ? Data([1, 2, 3]) : Data([9])))
            #expect(told == (number != counter.count - 2))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }

    @Test("a signal in any call, and calls that take a byte at a time, change nothing")
    func interrupted() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        for number in 0..<20 {
            let faulty = FaultyCalls(failing: number, with: EINTR)
            let calls = FileCalls { kind, count throws(SystemError) in min(try faulty.calls.allowed(kind, count), 1) }
            try AtomicFile.write([[1, 2], [UInt8(number)]], to: path("file"), calls: calls)
            #expect(try Data(contentsOf: URL(filePath: path("file"))) == Data([1, 2, UInt8(number)]))
        }
    }

    @Test("the reasons are words", arguments: [(ENOSPC, "the disk is full"), (EACCES, "permission is denied")])
    func reasons(number: CInt, reason: String) {
        #expect(SystemError(number: number).reason == reason)
    }
}
