import Cloche
import ClocheTestSupport
import Foundation

/// Runs the real binary, with the runtime of this machine and a home folder of its own.
struct Program {
    /// What a run left behind.
    struct Run: Equatable {
        var status: Int32
        var stdout: String
        var stderr: String
    }

    /// Whether there is a runtime to run anything in.
    static let hasRuntime = (try? Runtime.locate()) != nil

    /// A folder for the run's files, and its working directory.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("cloche-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    static var path: String { TestProducts.path("cloche") }

    /// The environment: where the runtime is, and no settings of the user.
    var environment: [String: String] {
        var environment = ["HOME": folder.path, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"]
        if let runtime = try? Runtime.locate() {
            environment["CLOCHE_DENO"] = runtime.deno
            environment["CLOCHE_PYODIDE"] = runtime.pyodide
            environment["CLOCHE_RUNNER"] = runtime.runner
        }
        return environment
    }

    /// Runs the program to its end.
    func run(_ arguments: String..., input: String = "", environment added: [String: String] = [:]) throws -> Run {
        try run(arguments, input: input, environment: added)
    }

    /// Runs the program, or another one in its place, to its end.
    func run(
        _ arguments: [String],
        executable: String = path,
        input: String = "",
        environment added: [String: String] = [:]
    ) throws -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = environment.merging(added) { $1 }
        process.currentDirectoryURL = folder
        let files = try (0..<3).map { _ in try temporaryFile() }
        try files[0].write(contentsOf: Data(input.utf8))
        try files[0].seek(toOffset: 0)
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        return Run(status: process.terminationStatus, stdout: try content(files[1]), stderr: try content(files[2]))
    }

    /// Starts the program on a terminal.
    func terminal(_ arguments: String..., environment added: [String: String] = [:], columns: Int = 80) throws -> PTY {
        try PTY(Self.path, arguments, environment: environment.merging(added) { $1 }, columns: columns, rows: 40)
    }

    func path(_ name: String) -> String {
        folder.appendingPathComponent(name).path
    }

    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Files take any amount of output without anybody reading it meanwhile.
    private func temporaryFile() throws -> FileHandle {
        let url = folder.appendingPathComponent(UUID().uuidString)
        try Data().write(to: url)
        defer { try? FileManager.default.removeItem(at: url) }
        return try FileHandle(forUpdating: url)
    }

    private func content(_ file: FileHandle) throws -> String {
        try file.seek(toOffset: 0)
        return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    }
}
