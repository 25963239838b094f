import Foundation
import Testing

@testable import Cloche

@Suite("SessionFileInfo")
struct SessionFileInfoTests {
    private func info(_ bytes: Data, _ limits: Limits = Limits()) throws -> SessionFileInfo {
        try SessionFileInfo(ByteSource(bytes), limits: limits, build: .test)
    }

    @Test("a file that can be loaded has no obstacles, and tells all of its manifest")
    func whole() throws {
        let bytes = try SessionFile.make().data()
        let info = try info(bytes)
        #expect(info.isLoadable)
        #expect(info.size == bytes.count)
        #expect(info.metadata == SessionFile.make().metadata)
        #expect(info.lost == ["reader"])
        #expect(info.heapBytes == 4096)
        #expect(info.architecture == "wasm32")
        #expect(info.sections.map(\.name) == ["references", "heap", "heap", "file", "file"])
        #expect(info.sections.map(\.length) == [10, 5, 6, 3, 0])
        #expect(info.sections.allSatisfy { $0.state == .whole })
    }

    @Test("any byte flipped behind the manifest names the section that it is in")
    func flipped() throws {
        let file = SessionFile.make()
        let bytes = try file.data()
        let start = bytes.count - file.checkpoint.byteCount
        let names = info(of: file)
        for index in start..<bytes.count {
            var damaged = bytes
            damaged[index] ^= UInt8(1 << (index % 8))
            let section = names[index - start]
            let info = try info(damaged)
            #expect(info.obstacles == ["its section '\(info.sections[section].name)' is damaged"])
            #expect(info.sections.enumerated().allSatisfy { ($0 == section) == ($1.state == .damaged) })
        }
    }

    /// The number of the section that each byte is in.
    private func info(of file: SessionFile) -> [Int] {
        file.checkpoint.parts.enumerated().flatMap { Array(repeating: $0, count: $1.bytes.count) }
    }

    @Test("a file that is cut short tells which sections are there")
    func cut() throws {
        let info = try info(try SessionFile.make().data().dropLast(7))
        #expect(info.obstacles == ["it is cut short: a section of 6 bytes has only 2"])
        #expect(info.sections.map(\.state) == [.whole, .whole, .cut, .cut, .cut])
    }

    @Test("no byte flipped and no length cut lets a file pass for whole")
    func fuzzed() throws {
        let bytes = try SessionFile.make().data()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= UInt8(1 << (index % 8))
            for hostile in [damaged, bytes.prefix(index)] {
                #expect((try? info(Data(hostile)))?.isLoadable != true)
            }
        }
    }

    @Test("sections that overlap are not looked for")
    func overlap() throws {
        let info = try info(try SessionFile.make().data { $0.sections[1].offset = 3 })
        #expect(info.obstacles == ["its sections overlap or leave a gap"])
        #expect(info.sections.map(\.state) == [.whole, .unknown, .unknown, .unknown, .unknown])
    }

    @Test("numbers beyond all bounds are told, not used", arguments: [-1, .max, .min])
    func numbers(number: Int) throws {
        for change in [
            { $0.sections[0].length = number }, { $0.sections[1].offset = number },
            { $0.sections[2].rawLength = number }, { $0.heapBytes = number },
        ] as [(inout Manifest) -> Void] {
            #expect(try !info(try SessionFile.make().data(changing: change)).isLoadable)
        }
    }

    @Test("a file of another build tells so, and what is damaged")
    func otherBuild() throws {
        let build = BuildIdentity(pyodide: "313.0.0", runner: "fedcba9876543210")
        let info = try info(try SessionFile.make(build: build).data().dropLast())
        #expect(info.obstacles.count == 2)
        #expect(info.obstacles[0].hasPrefix("it was saved by cloche \(clocheVersion) with Pyodide 313.0.0"))
        #expect(info.obstacles[1] == "it is cut short: a section of 3 bytes has only 2")
        #expect(info.pyodideVersion == "313.0.0")
    }

    @Test("a heap above the memory limit tells which limit it needs")
    func memory() throws {
        let bytes = try SessionFile.make(heapBytes: 200 << 20).data()
        let reason =
            "its heap is 200 MiB, the memory limit is 128 MiB; to load it, raise the memory limit to 200 MiB"
        #expect(try info(bytes, Limits(memory: 128 << 20)).obstacles == [reason])
    }

    @Test("cells that were lost or undone are not run again")
    func rerunnable() throws {
        var file = SessionFile.make()
        var lost = file.metadata.cells[0]
        lost.number = 2
        lost.isLost = true
        var undone = lost
        undone.number = 3
        undone.isLost = false
        undone.isUndone = true
        file.metadata.cells += [lost, undone]
        #expect(try info(try file.data()).rerunnableCells.map(\.number) == [1])
    }

    @Test("a file on the disk is read, and what is none is named")
    func disk() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString).cloche").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try SessionFile.make(build: .current).data().write(to: URL(filePath: path))
        #expect(try SessionFileInfo(readingFrom: path).isLoadable)
        try Data("PK".utf8).write(to: URL(filePath: path))
        #expect(throws: ClocheError.invalidSessionFile("it is not a session file", "'\(path)'")) {
            try SessionFileInfo(readingFrom: path)
        }
        #expect(throws: ClocheError.unreadableSessionFile("/dev/null", "it is not a regular file")) {
            try SessionFileInfo(readingFrom: "/dev/null")
        }
    }
}
