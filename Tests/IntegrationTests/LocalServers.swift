import Cloche
import Foundation

/// An HTTP and an HTTPS server on the loopback, which end with this value.
final class LocalServers {
    private struct Ports: Decodable {
        var http: Int
        var https: Int
    }

    /// The port of the server that speaks HTTP.
    let http: Int
    /// The port of the server that speaks HTTPS, for `localhost` and `127.0.0.1`.
    let https: Int

    private let process = Process()
    private let input = Pipe()

    /// Starts both; the certificate of their authority is written to a file.
    init(authority: String) throws {
        let output = Pipe()
        let program = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../runner/testing/local_servers.ts").standardized.path
        process.executableURL = URL(filePath: try Runtime.locate().deno)
        process.arguments = ["run", "-A", "--no-remote", "--no-npm", "--quiet", program, authority]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw CocoaError(.executableLoad) }
            line += piece
        }
        let ports = try JSONDecoder().decode(Ports.self, from: line)
        (http, https) = (ports.http, ports.https)
    }

    deinit {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
