/// Runs one process to its end and gives what it wrote.
enum ProbeRun {
    /// More than any probe writes.
    private static let maximumBytes = 64 << 10

    /// The output of the process that `request` describes; nil where it cannot be started.
    static func output(_ request: (RunnerPipes) -> SpawnRequest) async -> [UInt8]? {
        var pipes = RunnerPipes()
        defer { pipes.closeAll() }
        do throws(ClocheError) {
            try pipes.open()
            let child = try ChildProcess(pid: try await SpawnThread.shared.spawn(request(pipes))) {}
            pipes.closeChildEnds()
            let output = ByteStream()
            try PipeReader.start(descriptor: pipes.takeOutput(), chunk: 4096) {
                output.push($0)
            } finish: {
                output.finish()
            }
            var bytes: [UInt8] = []
            while bytes.count < maximumBytes, let chunk = await output.next() { bytes += chunk }
            child.terminate()
            _ = await child.waitForExit()
            return bytes
        } catch {
            return nil
        }
    }
}
