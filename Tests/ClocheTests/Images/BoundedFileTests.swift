import Foundation
import Testing

@testable import Cloche

@Suite("BoundedFile")
struct BoundedFileTests {
    private func withFile(_ content: Data, _ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try content.write(to: URL(filePath: path))
        try body(path)
    }

    @Test("any range can be read")
    func ranges() throws {
        try withFile(Data([1, 2, 3, 4])) { path in
            let file = try BoundedFile(path, maximumBytes: 4)
            #expect(file.size == 4)
            #expect(try file.read(1..<3) == [2, 3])
            #expect(try file.read(0..<4) == [1, 2, 3, 4])
            #expect(try file.read(4..<4) == [])
        }
    }

    @Test("a file above the bound is refused before it is read")
    func bound() throws {
        try withFile(Data([1, 2, 3])) { path in
            #expect(throws: ClocheError.unreadableSessionFile(path, "it is 3 bytes, maximum is 2")) {
                try BoundedFile(path, maximumBytes: 2)
            }
        }
    }

    @Test("a file that becomes shorter while it is read is told")
    func shorter() throws {
        try withFile(Data([1, 2, 3])) { path in
            let file = try BoundedFile(path, maximumBytes: 3)
            #expect(truncate(path, 1) == 0)
            #expect(throws: ClocheError.unreadableSessionFile(path, "it has become shorter")) {
                try file.read(0..<3)
            }
        }
    }
}
