import Foundation
import Testing

@testable import Cloche

@Suite("Packages in manifests and journals")
struct LockedPackageCodingTests {
    @Test("a package is an object that says no more than is known")
    func roundTrip() throws {
        var package = LockedPackage.make("six", isRequested: true)
        let json = try JSONEncoder.manifest.encode(package)
        #expect(
            String(decoding: json, as: UTF8.self) == """
                {"bytes":7,"file":"six-1.0-py3-none-any.whl","name":"six","requested":true,\
                "sha256":"\(package.sha256)",\
                "source":{"kind":"index","place":"https://files.example/six"},"version":"1.0"}
                """
        )
        #expect(try JSONDecoder().decode(LockedPackage.self, from: json) == package)
        package.bytes = nil
        package.isLibrary = true
        package.source = .file("/tmp/ü.whl")
        let other = try JSONEncoder.manifest.encode(package)
        #expect(try JSONDecoder().decode(LockedPackage.self, from: other) == package)
    }

    @Test(
        "what can be no package is refused",
        arguments: [
            { $0.name = "" }, { $0.name = "Six" }, { $0.name = "../six" }, { $0.version = "1/0" },
            { $0.version = "1 0" }, { $0.file = "../six.whl" }, { $0.file = ".six.whl" }, { $0.file = "a\\b" },
            { $0.file = String(repeating: "a", count: 256) }, { $0.sha256 = "abc" },
            { $0.sha256 = String(repeating: "G", count: 64) }, { $0.bytes = -1 }, { $0.source = .index("a\nb") },
            { $0.source = .file(String(repeating: "a", count: 5000)) },
        ] as [@Sendable (inout LockedPackage) -> Void]
    )
    func refusing(_ change: @Sendable (inout LockedPackage) -> Void) throws {
        var package = LockedPackage.make("six")
        change(&package)
        let json = try JSONEncoder.manifest.encode(package)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(LockedPackage.self, from: json) }
    }

    @Test("metadata without packages names none, and no package twice")
    func metadata() throws {
        var metadata = SessionMetadata(created: Date(timeIntervalSince1970: 0))
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let json = try JSONEncoder.manifest.encode(metadata)
        #expect(!String(decoding: json, as: UTF8.self).contains("packages"))
        #expect(try decoder.decode(SessionMetadata.self, from: json) == metadata)
        metadata.packages = [.make("six"), .make("six", "2.0")]
        let twice = try JSONEncoder.manifest.encode(metadata)
        #expect(throws: DecodingError.self) { try decoder.decode(SessionMetadata.self, from: twice) }
    }
}
