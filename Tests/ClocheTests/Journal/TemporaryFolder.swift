import Foundation

/// A folder that is gone with the value.
final class TemporaryFolder: Sendable {
    let path = NSTemporaryDirectory() + "cloche-journal-" + UUID().uuidString

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The names of the files in the folder, sorted.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    func content(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: path + "/" + name)) }

    func write(_ content: Data, to name: String) throws {
        try content.write(to: URL(filePath: path + "/" + name))
    }
}
