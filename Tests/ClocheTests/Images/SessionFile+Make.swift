import Crypto
import Foundation

@testable import Cloche

extension BuildIdentity {
    /// The build that the tests' files belong to.
    static let test = BuildIdentity(pyodide: "314.0.7", runner: "0123456789abcdef")
}

extension SessionFile {
    /// A small session file; everything has a default.
    static func make(
        build: BuildIdentity = .test,
        references: String = "references",
        heap: [String] = ["first", "second"],
        files: [String: String] = ["a.1": "one", "a.2": ""],
        heapBytes: Int = 4096
    ) -> SessionFile {
        let cell = CellRecord(number: 1, source: "x = 1", status: .ok, duration: .milliseconds(250))
        let created = Date(timeIntervalSince1970: 1_700_000_000)
        let sorted = files.sorted { $0.key < $1.key }
        return SessionFile(
            build: build,
            metadata: SessionMetadata(created: created, pythonVersion: "3.14.0", cells: [cell], variables: ["x"]),
            checkpoint: Checkpoint(
                references: CheckpointPart(.references, bytes: Array(references.utf8)),
                heap: heap.map { CheckpointPart(.heap, rawLength: 4096, bytes: Array($0.utf8)) },
                files: sorted.map { CheckpointPart(.file, id: $0.key, bytes: Array($0.value.utf8)) },
                heapBytes: heapBytes,
                variables: ["x"],
                lost: ["reader"]
            )
        )
    }

    /// The file as one piece.
    func data() throws -> Data { Data(try encode().joined()) }

    /// The bytes of a file whose manifest is a changed one, with the right hash.
    func data(changing change: (inout Manifest) -> Void) throws -> Data {
        let original = try data()
        var manifest = try Manifest.read(from: ByteSource(original)).manifest
        change(&manifest)
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        return data(manifest: try encoder.encode(manifest))
    }

    /// The bytes of a file whose manifest is any JSON, with the right hash.
    func data(manifest json: Data) -> Data {
        let sections = checkpoint.parts.flatMap(\.bytes)
        var prefix = SessionFile.magic
        prefix.append(littleEndian: UInt32(json.count))
        return Data(prefix) + Data(SHA256.hash(data: json)) + json + Data(sections)
    }
}
