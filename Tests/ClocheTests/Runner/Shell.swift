import CSpawn
import Foundation

@testable import Cloche

/// Runs shell commands through ``SpawnRequest``, and returns what they print.
enum Shell {
    static func run(
        _ command: String,
        program: String = "/bin/sh",
        directory: String = "/",
        limits: [SpawnRequest.Limit] = [],
        policy: KernelPolicy? = nil
    ) async throws -> String {
        var pipes = RunnerPipes()
        defer { pipes.closeAll() }
        try pipes.open()
        let request = SpawnRequest(
            program: program,
            arguments: ["sh", "-c", command],
            environment: ["PATH": "/usr/bin:/bin"],
            directory: directory,
            input: pipes.childInput,
            output: pipes.childOutput,
            errors: pipes.childErrors,
            limits: limits,
            policy: policy
        )
        let child = try ChildProcess(pid: try await SpawnThread.shared.spawn(request)) {}
        pipes.closeChildEnds()
        let output = ByteStream()
        try PipeReader.start(descriptor: pipes.takeOutput(), chunk: 4096) {
            output.push($0)
        } finish: {
            output.finish()
        }
        var bytes: [UInt8] = []
        while let chunk = await output.next() { bytes += chunk }
        _ = await child.waitForExit()
        return String(decoding: bytes, as: UTF8.self)
    }
}
