internal import CSpawn

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

/// A program of this machine that runs to its end with an empty standard input, and what it said.
struct HostCommand: Sendable {
    /// How a command ended.
    struct Outcome: Sendable {
        var exit: ProcessExit
        /// The end of its standard output; 8 MiB at most.
        var output: String
        /// The end of its standard error; 64 KiB at most.
        var errors: String
        /// True where it was killed because it took too long.
        var isLate: Bool

        var isSuccess: Bool { exit == .status(0) }
    }

    /// An absolute path.
    var program: String
    /// What follows the program's name.
    var arguments: [String]
    var environment: [String: String]
    /// An absolute path, in which the command works; what it says is kept there in files, too.
    var folder: String
    var patience = Duration.seconds(120)

    private static let outputLength = 8 << 20
    private static let errorsLength = 64 << 10

    /// Runs the command; the end of the task kills it with all that it started.
    ///
    /// - Throws: ``ClocheError`` with the code `spawnFailed`, or `installCancelled` where the task has ended.
    func run() async throws(ClocheError) -> Outcome {
        let id = String(UInt64.random(in: 0 ... .max), radix: 36)
        let (output, errors) = ("\(folder)/.out-\(id)", "\(folder)/.err-\(id)")
        defer { for path in [output, errors] { unlink(path) } }
        let child = try await start(output: output, errors: errors)
        let clock = Task {
            guard (try? await Task.sleep(for: patience)) != nil else { return false }
            child.terminate()
            return true
        }
        let exit = await withTaskCancellationHandler {
            await child.waitForExit()
        } onCancel: {
            child.terminate()
        }
        clock.cancel()
        let isLate = await clock.value
        guard !Task.isCancelled else { throw .installCancelled }
        return Outcome(
            exit: exit,
            output: Self.end(of: output, Self.outputLength),
            errors: Self.end(of: errors, Self.errorsLength),
            isLate: isLate && exit != .status(0)
        )
    }

    /// The path of a program that the variable `PATH` of an environment finds.
    static func find(_ name: String, in environment: [String: String]) -> String? {
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { $0.hasPrefix("/") && access($0, X_OK) == 0 }
    }

    private func start(output: String, errors: String) async throws(ClocheError) -> ChildProcess {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let files = [open("/dev/null", O_RDONLY | O_CLOEXEC), open(output, flags, 0o600), open(errors, flags, 0o600)]
        defer { for file in files where file >= 0 { close(file) } }
        guard files.allSatisfy({ $0 >= 0 }) else {
            throw .spawnFailed(program, "making a file in '\(folder)'", SystemError.last.reason)
        }
        let request = SpawnRequest(
            program: program,
            arguments: [program] + arguments,
            environment: environment,
            directory: folder,
            input: files[0],
            output: files[1],
            errors: files[2]
        )
        return try ChildProcess(pid: try await SpawnThread.shared.spawn(request)) {}
    }

    private static func end(of path: String, _ length: Int) -> String {
        guard let file = try? BoundedFile(path, maximumBytes: .max) else { return "" }
        let bytes = try? file.read(max(0, file.size - length)..<file.size)
        return String(decoding: bytes ?? [], as: UTF8.self)
    }
}
