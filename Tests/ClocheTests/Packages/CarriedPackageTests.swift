import Crypto
import Foundation
import Testing

@testable import Cloche

@Suite("Packages in session files")
struct CarriedPackageTests {
    private let six = LockedPackage.make("six")

    private func file() -> SessionFile {
        var file = SessionFile.make()
        file.metadata.packages = [six]
        let bytes = Data(LockedPackage.content(of: six.sha256).utf8)
        file.packages = [PackageArchive(sha256: six.sha256, ByteSource(bytes), 0..<bytes.count)]
        return file
    }

    @Test("a package that a file carries is what was put in")
    func roundTrip() throws {
        let read = try SessionFile(parsing: try file().data(), build: .test)
        #expect(read.metadata.packages == [six])
        #expect(try read.packages.map { try $0.bytes() } == [Array("six 1.0".utf8)])
        #expect(read.checkpoint.parts == file().checkpoint.parts)
    }

    @Test("a package that was changed in the file is not taken")
    func damage() throws {
        var data = try file().data()
        data[data.count - 1] ^= 1
        let read = try SessionFile(parsing: data, build: .test)
        #expect(throws: ClocheError.self) { try read.packages[0].bytes() }
        let info = try SessionFileInfo(ByteSource(data), limits: Limits(), build: .test)
        #expect(info.obstacles == ["its section 'package' is damaged"])
    }

    @Test(
        "packages that the manifest does not name, or names twice, are refused",
        arguments: [
            { $0.session.packages = [] },
            { $0.sections[$0.sections.count - 1].id = String(repeating: "0", count: 64) },
            { $0.sections[$0.sections.count - 1].id = "" },
        ] as [@Sendable (inout Manifest) -> Void]
    )
    func strangers(_ change: @Sendable (inout Manifest) -> Void) throws {
        let original = try file().data()
        var manifest = try Manifest.read(from: ByteSource(original)).manifest
        change(&manifest)
        let json = try JSONEncoder.manifest.encode(manifest)
        var data = Data(SessionFile.magic)
        var prefix: [UInt8] = []
        prefix.append(littleEndian: UInt32(json.count))
        data += prefix + Data(SHA256.hash(data: json)) + json
        data += try file().encode().dropFirst().joined()
        #expect(throws: ClocheError.self) { try SessionFile(parsing: data, build: .test) }
    }
}
