import Foundation
import Testing

@testable import Cloche

@Suite("SessionFile")
struct SessionFileTests {
    @Test("a file is the same after encoding and parsing")
    func roundTrip() throws {
        let file = SessionFile.make()
        #expect(try SessionFile(parsing: try file.data(), build: .test) == file)
    }

    @Test("a file on the disk has the same bytes, where its parts lie in a journal too", arguments: [false, true])
    func disk(isStored: Bool) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = SessionFile.make(heap: ["first", String(repeating: "second", count: 1 << 20)])
        if isStored { try store(file.checkpoint, in: folder.appending(path: "journals").path) }
        let path = folder.appending(path: "file").path
        let written = try file.write(to: path)
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(try bytes == file.data())
        #expect(written.size == bytes.count)
        #expect(written.hash == SessionFile.hash(of: bytes))
    }

    /// Moves the parts of a checkpoint into a journal.
    private func store(_ checkpoint: Checkpoint, in folder: String) throws {
        let journal = try Journal.create(id: "20260101-000000-aaaa", in: JournalFolder(path: folder))
        for (number, part) in checkpoint.parts.enumerated() {
            let place = try journal.append(.part(number: number, part.name), body: try part.content.bytes())
            part.content.move(to: StoredPart(journal: journal, number: number, place: try #require(place)))
        }
    }

    @Test("a part that is damaged in the journal is not saved")
    func damagedJournal() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = SessionFile.make()
        try store(file.checkpoint, in: folder.appending(path: "journals").path)
        let content = file.checkpoint.references.content
        var stored = try #require(content.stored)
        stored = StoredPart(
            journal: stored.journal,
            number: stored.number,
            place: JournalPlace(offset: 0, length: stored.place.length, sha256: stored.place.sha256)
        )
        content.move(to: stored)
        let path = folder.appending(path: "file").path
        #expect(throws: ClocheError.cannotSave("a part of the session's journal is damaged")) {
            try file.write(to: path)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["journals"])
    }

    @Test("a slice of a larger buffer can be parsed")
    func slice() throws {
        let file = SessionFile.make()
        let bytes = Data([1, 2, 3]) + (try file.data())
        #expect(try SessionFile(parsing: bytes.dropFirst(3), build: .test) == file)
    }

    @Test("a file begins with CLOCHE, the version of the format and a line feed")
    func magic() throws {
        #expect(try SessionFile.make().data().prefix(8) == Data([67, 76, 79, 67, 72, 69, 1, 10]))
    }

    @Test("a file that is cut short anywhere is refused")
    func truncated() throws {
        let bytes = try SessionFile.make().data()
        for length in 0..<bytes.count {
            #expect(throws: ClocheError.self) { try SessionFile(parsing: bytes.prefix(length), build: .test) }
        }
    }

    @Test("a file with any byte flipped is refused")
    func flipped() throws {
        let bytes = try SessionFile.make().data()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= UInt8(1 << (index % 8))
            #expect(throws: ClocheError.self) { try SessionFile(parsing: damaged, build: .test) }
        }
    }

    @Test(
        "what is no session file is told in one sentence",
        arguments: [
            ("", "it is not a session file"), ("PK\u{3}\u{4}", "it is not a session file"),
            ("CLOCHE\u{1}\n", "it is cut short"), ("CLO", "it is cut short"),
            (
                "CLOCHE\u{2}\n" + String(repeating: "\0", count: 40),
                "its format is 2, this version reads format 1; to load it, use a later version of cloche"
            ),
            ("CLOCHE\0\n" + String(repeating: "\0", count: 40), "its format is 0, this version reads format 1"),
            (
                "CLOCHE\u{1}\n\0\0\0\u{7f}" + String(repeating: "\0", count: 32),
                "its manifest is 2130706432 bytes, maximum is 67108864"
            ),
            ("CLOCHE\u{1}\n\0\0\0\u{1}" + String(repeating: "\0", count: 32), "it is cut short"),
            ("CLOCHE\u{1}\n\0\0\0\0" + String(repeating: "\0", count: 32), "its manifest is damaged"),
        ]
    )
    func noSessionFile(text: String, reason: String) {
        #expect(throws: ClocheError.invalidSessionFile(reason)) {
            try SessionFile(parsing: Data(text.utf8), build: .test)
        }
    }

    @Test(
        "a manifest that lies about its sections is refused",
        arguments: [
            Lie("its sections overlap or leave a gap") { $0.sections[1].offset = 3 },
            Lie("its sections overlap or leave a gap") { $0.sections[1].offset += 1 },
            Lie("its sections overlap or leave a gap") { $0.sections[0].offset = -1 },
            Lie("a section has a size that is out of range") { $0.sections[0].length = -1 },
            Lie("a section has a size that is out of range") { $0.sections[0].rawLength = .max },
            Lie("it is cut short: a section of 9223372036854775807 bytes has only 24") { $0.sections[0].length = .max },
            Lie("3 bytes follow its last section") { $0.sections.removeLast(2) },
            Lie("its section 'references' is damaged") { $0.sections[0].sha256 = String(repeating: "0", count: 64) },
            Lie("its manifest is malformed") { $0.sections[3].id = "../../etc/passwd" },
            Lie("its manifest is malformed") { $0.format = 2 },
            Lie("its manifest is malformed") { $0.build.runner = "\u{1b}[2J" },
            Lie("its manifest is malformed") { $0.session.clocheVersion = "one that runs" },
            Lie("its manifest has too many values") {
                $0.session.variables = Array(repeating: "", count: ManifestBounds.maximumValues)
            },
            Lie("its heap is -1 bytes, maximum is 4294967296") { $0.heapBytes = -1 },
            Lie("its heap is 4294967297 bytes, maximum is 4294967296") { $0.heapBytes = (4 << 30) + 1 },
            Lie("it needs one section 'references', a section 'heap' and different files") {
                $0.sections[0].name = .heap
            },
            Lie("it needs one section 'references', a section 'heap' and different files") {
                $0.sections[4].id = "a.1"
            },
        ]
    )
    func lies(lie: Lie) throws {
        let bytes = try SessionFile.make().data(changing: lie.change)
        #expect(throws: ClocheError.invalidSessionFile(lie.reason)) { try SessionFile(parsing: bytes, build: .test) }
    }

    @Test("a file of another build tells what would be needed")
    func otherBuild() throws {
        let bytes = try SessionFile.make(build: BuildIdentity(pyodide: "313.0.0", runner: "fedcba9876543210")).data()
        let reason =
            "it was saved by cloche \(clocheVersion) with Pyodide 313.0.0 and runner fedcba9876543210, this is cloche"
            + " \(clocheVersion) with Pyodide 314.0.7 and runner 0123456789abcdef; to load it, use that version of cloche"
        #expect(throws: ClocheError.incompatibleSessionFile(reason)) {
            try SessionFile(parsing: bytes, build: .test)
        }
    }

    @Test("a file of another architecture tells what would be needed")
    func otherArchitecture() throws {
        let build = BuildIdentity(pyodide: "314.0.7", runner: "0123456789abcdef", architecture: "wasm64")
        let reason =
            "its memory is that of wasm64, this cloche runs wasm32; to load it, use a cloche that runs wasm64"
        #expect(throws: ClocheError.incompatibleSessionFile(reason)) {
            try SessionFile(parsing: try SessionFile.make(build: build).data(), build: .test)
        }
    }

    @Test("a file that names no architecture and no time is for the first one")
    func older() throws {
        let file = SessionFile.make()
        let manifest = String(decoding: try file.encode()[0].dropFirst(44), as: UTF8.self)
        let older = manifest.replacing(#""architecture":"wasm32","#, with: "")
        #expect(older != manifest)
        #expect(try SessionFile(parsing: file.data(manifest: Data(older.utf8)), build: .test) == file)
    }

    @Test("a cell with a number that cannot be counted on from is refused", arguments: [0, -1, Int.max])
    func cellNumber(number: Int) throws {
        let bytes = try SessionFile.make().data { $0.session.cells[0].number = number }
        #expect(throws: ClocheError.invalidSessionFile("its manifest is malformed")) {
            try SessionFile(parsing: bytes, build: .test)
        }
    }
}

/// A change of a manifest, and why the file is refused then.
struct Lie: Sendable, CustomTestStringConvertible {
    var reason: String
    var change: @Sendable (inout Manifest) -> Void

    init(_ reason: String, _ change: @escaping @Sendable (inout Manifest) -> Void) {
        self.reason = reason
        self.change = change
    }

    var testDescription: String { reason }
}
