import ClocheTestSupport
import Foundation

/// A `HistoryProbe` that runs.
final class Writer {
    let name: String
    private let process = Process()
    private let output = Pipe()

    /// Starts a program that runs `count` cells, each `times` times.
    init(_ path: String, name: String, count: Int, times: Int, cells: Int, bytes: Int) throws {
        self.name = name
        process.executableURL = URL(fileURLWithPath: TestProducts.path("HistoryProbe"))
        process.arguments = [path, name, "\(count)", "\(times)", "\(cells)", "\(bytes)"]
        process.standardOutput = output
        try process.run()
    }

    /// Waits for its end, and gives its exit status.
    func wait() -> Int32 {
        _ = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Kills it when it has told of a number of cells, at whatever it does then.
    ///
    /// - Returns: the cells that it told of.
    func kill(after count: Int) -> [Int] {
        var data = Data()
        while data.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            data += more
        }
        Foundation.kill(process.processIdentifier, SIGKILL)
        data += output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
    }
}
