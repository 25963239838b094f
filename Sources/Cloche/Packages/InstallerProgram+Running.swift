internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension InstallerProgram {
    /// Runs the installer on a job to its end.
    ///
    /// Where the task is cancelled, the process is killed; the staging folder is whoever made it to remove.
    func run<Jobs: Encodable>(
        _ job: Jobs,
        in staging: StagingFolder,
        usesNet: Bool,
        tell: @escaping @Sendable (InstallerEvent) -> Void
    ) async throws(ClocheError) {
        try write(job, to: staging.path + "/job.json")
        let launch = try InstallerLaunch(
            runtime: runtime,
            staging: staging.path,
            usesNet: usesNet,
            surroundings: environment
        )
        let end = Mutex<InstallerEvent?>(nil)
        let diagnostics = OutputTail()
        let exit = try await start(launch, diagnostics) { event in
            switch event {
            case .done, .failed: end.withLock { $0 = event }
            case .packing, .received: tell(event)
            }
        }
        guard !Task.isCancelled else { throw .installCancelled }
        switch end.withLock({ $0 }) {
        case .done where exit == .status(0): return
        case .failed(let code, let reason): throw .install(code, "packages", reason)
        default: throw .install(.installFailed, "packages", "the installer ended early\(Self.detail(diagnostics.text))")
        }
    }

    private func write<Jobs: Encodable>(_ job: Jobs, to path: String) throws(ClocheError) {
        do {
            try AtomicFile.write([Array(try JSONEncoder().encode(job))], to: path)
        } catch {
            let reason = (error as? ClocheError)?.message ?? "the job cannot be written"
            throw .install(.installFailed, "packages", reason)
        }
    }

    /// Starts the process and reads what it tells until it is gone.
    private func start(
        _ launch: InstallerLaunch,
        _ diagnostics: OutputTail,
        tell: @escaping @Sendable (InstallerEvent) -> Void
    ) async throws(ClocheError) -> ProcessExit {
        let folder = try DenoDirectory.make(in: launch.temporaryFolder, template: runtime.runner + "/cache")
        var pipes = RunnerPipes()
        let lines = ByteStream()
        let child: ChildProcess
        do throws(ClocheError) {
            try pipes.open()
            let pid = try await SpawnThread.shared.spawn(launch.request(folder: folder.path, pipes: pipes))
            pipes.closeChildEnds()
            child = try ChildProcess(pid: pid) { folder.remove() }
        } catch {
            pipes.closeAll()
            folder.remove()
            throw error
        }
        do throws(ClocheError) {
            try read(&pipes, lines, diagnostics)
        } catch {
            child.terminate()
            pipes.closeAll()
            throw error
        }
        return await withTaskCancellationHandler {
            await Self.forEachEvent(of: lines, tell)
            return await child.waitForExit()
        } onCancel: {
            child.terminate()
        }
    }

    private func read(
        _ pipes: inout RunnerPipes,
        _ lines: ByteStream,
        _ diagnostics: OutputTail
    ) throws(ClocheError) {
        close(pipes.takeInput())
        try PipeReader.start(descriptor: pipes.takeOutput(), chunk: 64 << 10) {
            lines.push($0)
        } finish: {
            lines.finish()
        }
        try PipeReader.start(descriptor: pipes.takeErrors(), chunk: 16 << 10) { bytes in
            diagnostics.append(bytes)
            return true
        } finish: {
        }
    }

    /// Takes the lines apart as they come; one that is too long or none of the installer's ends it.
    private static func forEachEvent(of lines: ByteStream, _ tell: (InstallerEvent) -> Void) async {
        var pending: [UInt8] = []
        while let bytes = await lines.next() {
            pending += bytes
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                guard let event = InstallerEvent(pending[..<end]) else { return lines.cancel() }
                tell(event)
                pending.removeSubrange(...end)
            }
            guard pending.count <= InstallerEvent.maximumLength else { return lines.cancel() }
        }
    }

    /// The last line of what the process wrote to stderr.
    private static func detail(_ diagnostics: String) -> String {
        let last = diagnostics.split(whereSeparator: \.isNewline).last ?? ""
        let printable = last.unicodeScalars.filter { (32..<127).contains($0.value) }.prefix(200)
        return printable.isEmpty ? "" : ": \(String(String.UnicodeScalarView(printable)))"
    }
}

extension ClocheError {
    /// The user ended the installation.
    static let installCancelled = ClocheError(
        code: .installCancelled,
        message: "Cannot install packages: the installation was cancelled"
    )
}
