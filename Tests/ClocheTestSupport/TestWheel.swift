package import Cloche
import Crypto
import Foundation

/// A wheel made for a test, sound unless it is told otherwise: stored, not deflated.
package struct TestWheel {
    package var name: String
    package var version: String
    /// The files beside the metadata, by path.
    package var files: [String: [UInt8]]
    /// Lines of METADATA, such as `Requires-Dist: idna`.
    package var metadata: [String]
    package var tag: String
    /// Files that RECORD does not list.
    package var unlisted: [String: [UInt8]] = [:]
    /// What RECORD has the hashes and sizes of, where that is not the content.
    package var recorded: [String: [UInt8]] = [:]
    /// Files that are symbolic links, to where a file called `target` would be; RECORD lists them.
    package var links: Set<String> = []

    package init(
        _ name: String,
        _ version: String = "1.0",
        files: [String: String]? = nil,
        metadata: [String] = [],
        tag: String = "py3-none-any"
    ) {
        self.name = name
        self.version = version
        let usual = ["\(name.replacing("-", with: "_"))/__init__.py": "VALUE = 42\n"]
        self.files = (files ?? usual).mapValues { Array($0.utf8) }
        self.metadata = metadata
        self.tag = tag
    }

    /// The name of the file.
    package var file: String { "\(stem)-\(tag).whl" }

    /// The bytes of the file.
    package var bytes: [UInt8] {
        var files = files
        for link in links { files[link] = Array("target".utf8) }
        let folder = "\(stem).dist-info"
        let head = ["Metadata-Version: 2.1", "Name: \(name)", "Version: \(version)"]
        files["\(folder)/METADATA"] = Array(((head + metadata).joined(separator: "\n") + "\n\n").utf8)
        files["\(folder)/WHEEL"] = Array("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: \(tag)\n".utf8)
        let rows = files.merging(recorded) { $1 }.map { path, bytes in
            let digest = Data(SHA256.hash(data: bytes)).base64EncodedString()
            let hash = digest.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return "\(path),sha256=\(hash),\(bytes.count)\n"
        }
        files["\(folder)/RECORD"] = Array((rows.sorted().joined() + "\(folder)/RECORD,,\n").utf8)
        return Self.zip(files.merging(unlisted) { $1 }, links: links)
    }

    /// Writes the file into a folder.
    ///
    /// - Returns: The package that it is, and its path.
    package func write(to folder: String) throws -> (package: LockedPackage, path: String) {
        let bytes = bytes
        let path = "\(folder)/\(file)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return (locked(bytes, path), path)
    }

    private var stem: String { "\(name.replacing("-", with: "_"))-\(version)" }

    private func locked(_ bytes: [UInt8], _ path: String) -> LockedPackage {
        LockedPackage(
            name: name,
            version: version,
            file: file,
            sha256: SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined(),
            source: .file(path),
            bytes: bytes.count
        )
    }

    /// A zip archive of files, some of which are symbolic links.
    package static func zip(_ files: [String: [UInt8]], links: Set<String> = []) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            let fields = little(crc32(bytes), 4) + little(bytes.count, 4) + little(bytes.count, 4)
            let common = [20, 0, 0, 8, 0, 0, 0, 0, 0, 0].map { UInt8($0) } + fields + little(path.utf8.count, 2)
            directory += [0x50, 0x4b, 1, 2, 20, 3] + common + [UInt8](repeating: 0, count: 8)
            let mode = links.contains(path) ? 0o120777 : 0o100644
            directory += little(mode << 16, 4) + little(archive.count, 4) + Array(path.utf8)
            archive += [0x50, 0x4b, 3, 4] + common + [0, 0] + Array(path.utf8) + bytes
        }
        let counts = little(files.count, 2) + little(files.count, 2)
        let end =
            [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + counts + little(directory.count, 4) + little(archive.count, 4) + [0, 0]
        return archive + directory + end
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func crc32(_ bytes: [UInt8]) -> Int {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return Int(~crc)
    }
}
