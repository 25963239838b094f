import Foundation

/// A web server on the loopback that gives the files of a folder, and ends with this value.
final class FolderServer {
    let port: Int
    private let process = Process()

    /// Starts it on a free port; where `isSlow`, wheels never come to their end.
    init(folder: String, isSlow: Bool = false) throws {
        let output = Pipe()
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/slow_server.py")
        let usual = ["-m", "http.server", "--bind", "127.0.0.1", "--directory", folder, "0"]
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-I", "-u"] + (isSlow ? [script.path, folder] : usual)
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.contains("\n") {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw CocoaError(.executableLoad) }
            line += String(decoding: piece, as: UTF8.self)
        }
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "port"), let port = Int(words[index + 1]) else {
            throw CocoaError(.executableLoad)
        }
        self.port = port
    }

    deinit {
        // The test's process ignores SIGTERM, and so does what it starts.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
