import Foundation
import Testing

@testable import Cloche

@Suite struct PickleFileTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "cloche-\(UUID().uuidString)").path
    private let pickle = SessionPickle(
        bytes: Data([0x80, 4, 46]),
        metadata: PickleMetadata(created: Date(timeIntervalSince1970: 0.25), packages: ["numpy"])
    )

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    @Test(
        "The metadata lies beside the pickle",
        arguments: [
            ("a.pkl", "a.json"), ("/x/a.b.pkl", "/x/a.b.json"), ("/x.y/a", "/x.y/a.json"), (".pkl", ".pkl.json"),
            ("both.json", "both.json"),
        ]
    )
    func place(_ path: String, _ metadata: String) {
        #expect(PickleFile.metadataPath(of: path) == metadata)
    }

    @Test("A pickle is written with its metadata, and read again")
    func pair() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/agent.pkl"
        try PickleFile.write(pickle, to: path)
        let text = try String(contentsOfFile: folder + "/agent.json", encoding: .utf8)
        #expect(
            text == """
                {
                  "created" : "1970-01-01T00:00:00.250Z",
                  "lastModified" : null,
                  "packages" : [
                    "numpy"
                  ]
                }

                """
        )
        #expect(try PickleFile.read(path) == pickle)
        #expect(SessionPickle.isPickle(at: path))
        try PickleFile.write(pickle, to: path)
    }

    @Test("A file that is something else keeps its place, and the pickle is not written")
    func other() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/data.pkl"
        try Data(#"{"rows": []}"#.utf8).write(to: URL(filePath: folder + "/data.json"))
        let reason = "'\(folder)/data.json', which its metadata goes to, is something else"
        #expect(throws: ClocheError.cannotSave(reason, to: path)) { try PickleFile.write(pickle, to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try String(contentsOfFile: folder + "/data.json", encoding: .utf8) == #"{"rows": []}"#)
        #expect(SessionPickle.isPickle(at: folder + "/data.json"))
        #expect(!SessionPickle.isPickle(at: folder + "/none"))
        #expect(!SessionPickle.isPickle(at: folder))
    }
}
