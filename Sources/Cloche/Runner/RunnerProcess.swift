internal import CSpawn
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A runner in a process of its own, inside the walls of its permission set.
///
/// It lives until ``close()`` or ``terminate()``, and never longer than this process: the kernel kills it when this
/// one ends, in whatever way.
final class RunnerProcess: Transport {
    private let received: ByteStream
    private let child: ChildProcess
    private let writer: PipeWriter
    private let errors: OutputTail

    private init(received: ByteStream, child: ChildProcess, writer: PipeWriter, errors: OutputTail) {
        self.received = received
        self.child = child
        self.writer = writer
        self.errors = errors
    }

    deinit {
        child.terminate()
        received.cancel()
        writer.close()
    }

    /// Starts the runner of a runtime; it waits for its `boot` message then.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed` or `invalidPermission`.
    static func start(
        runtime: Runtime,
        permissions: PermissionSet,
        limits: Limits,
        site: String? = nil
    ) async throws(ClocheError) -> RunnerProcess {
        let packages = PackageWalls.current(site: site)
        let launch = try RunnerLaunch(runtime: runtime, permissions: permissions, limits: limits, packages: packages)
        return try await start(launch)
    }

    /// Starts what `launch` describes.
    static func start(_ launch: RunnerLaunch) async throws(ClocheError) -> RunnerProcess {
        ignoreBrokenPipes
        let folder = try DenoDirectory.make(in: launch.temporaryFolder, template: launch.compiledCode)
        var pipes = RunnerPipes()
        do throws(ClocheError) {
            try pipes.open()
            let pid = try await SpawnThread.shared.spawn(launch.request(folder: folder.path, pipes: pipes))
            pipes.closeChildEnds()
            let child = try ChildProcess(pid: pid) { folder.remove() }
            return try connect(child, &pipes)
        } catch {
            pipes.closeAll()
            folder.remove()
            throw error
        }
    }

    /// The process id of the runner, and of its group.
    var processIdentifier: Int32 { child.pid }

    /// The last of what the runner wrote to its stderr; untrusted text, at most 64 KiB of it.
    var diagnostics: String { errors.text }

    var residentBytes: Int? { child.residentBytes }

    func receive() async -> [UInt8]? {
        await received.next()
    }

    func send(_ bytes: [UInt8]) async throws(ClocheError) {
        try await writer.send(bytes)
    }

    func terminate() {
        child.terminate()
        received.cancel()
    }

    /// Kills the runner and waits for its end: it has nothing to finish, since the state that counts is the host's.
    func close() async {
        child.terminate()
        writer.close()
        _ = await child.waitForExit()
        received.cancel()
    }

    /// Returns when the process is reaped, however it ended.
    func waitForExit() async -> ProcessExit {
        await child.waitForExit()
    }

    private static func connect(
        _ child: ChildProcess,
        _ pipes: inout RunnerPipes
    ) throws(ClocheError) -> RunnerProcess {
        do throws(ClocheError) {
            let received = ByteStream()
            let errors = OutputTail()
            let writer = try PipeWriter(descriptor: pipes.takeInput())
            try PipeReader.start(descriptor: pipes.takeOutput(), chunk: 256 << 10) {
                received.push($0)
            } finish: {
                received.finish()
            }
            try PipeReader.start(descriptor: pipes.takeErrors(), chunk: 16 << 10) { bytes in
                errors.append(bytes)
                return true
            } finish: {
            }
            return RunnerProcess(received: received, child: child, writer: writer, errors: errors)
        } catch {
            child.terminate()
            throw error
        }
    }

    /// Once: writing to a runner that has died is an error of that call, not the end of this process.
    private static let ignoreBrokenPipes: Void = {
        signal(SIGPIPE, SIG_IGN)
    }()
}
