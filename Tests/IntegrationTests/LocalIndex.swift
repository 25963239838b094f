import Foundation

/// A package index of small wheels in a folder of its own, which goes with this value.
final class LocalIndex {
    /// A wheel that the index has.
    struct Wheel: Encodable {
        var name: String
        var version = "1.0"
        var tag = "py3-none-any"
        var requires: [String] = []
        var python = ""
        /// The size of a file in it that is there for its size only, in bytes.
        var padding = 0
    }

    let folder = FileManager.default.temporaryDirectory.appending(path: "cloche-index-\(UUID().uuidString)")

    /// The SHA-256 of each wheel, by the names of the files.
    private(set) var hashes: [String: String] = [:]

    /// Makes the wheels and the pages that list them.
    init(_ wheels: [Wheel]) throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/make_index.py")
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-I", script.path, folder.path]
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        let lines = try wheels.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) + "\n" }
        try input.fileHandleForWriting.write(contentsOf: Data(lines.joined().utf8))
        try input.fileHandleForWriting.close()
        let listing = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        for line in listing.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            hashes[words[1]] = words[0]
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The address of its list, as a setting of pip.
    var address: String { folder.appending(path: "simple").absoluteString }

    /// The path of a wheel.
    func path(_ file: String) -> String { folder.appending(path: "files/\(file)").path }
}
