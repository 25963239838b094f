/// All that it takes to start a runner and to boot Python in it.
struct RunnerBoot: Sendable {
    /// A runner whose Python is ready.
    struct Booted: Sendable {
        var connection: RunnerConnection
        var description: RunnerDescription
    }

    var launcher: any RunnerLauncher
    var timing: SessionTiming
    var options: SessionOptions
    var permissions: PermissionSet
    var limits: Limits
    /// The site folder of the session; nil where it has no packages.
    var site: String?
    /// The packages that are there from the start.
    var packages: [PackagePart] = []
    /// Hides the values of secrets in everything that the runner tells.
    var mask = SecretMask()

    /// Starts a runner's process, which waits for its boot message then.
    func launch() async -> Result<any Transport, ClocheError> {
        do throws(ClocheError) {
            _ = try permissions.secretMask(of: options.environment)
            return .success(try await launcher.launch(permissions: permissions, limits: limits, site: site))
        } catch {
            return .failure(error)
        }
    }

    /// Boots Python in a runner's process, and ends it where that fails or the task is cancelled.
    func boot(
        _ launched: Result<any Transport, ClocheError>,
        from checkpoint: Checkpoint?
    ) async throws(ClocheError) -> Booted {
        let transport = try launched.get()
        let connection = RunnerConnection(
            transport,
            timing: timing,
            maximumCheckpointBytes: limits.maximumImageBytes,
            mask: mask
        )
        let outcome = await withTaskCancellationHandler {
            await result(of: connection, from: checkpoint)
        } onCancel: {
            connection.terminate()
        }
        switch outcome {
        case .success(let description):
            return Booted(connection: connection, description: description)
        case .failure(let error):
            connection.terminate()
            await connection.close()
            throw failure(error, diagnostics: transport.diagnostics)
        }
    }

    private func result(
        of connection: RunnerConnection,
        from checkpoint: Checkpoint?
    ) async -> Result<RunnerDescription, ClocheError> {
        do throws(ClocheError) {
            return .success(try await connection.boot(request, from: checkpoint, packages: packages))
        } catch {
            return .failure(error)
        }
    }

    private var request: BootRequest {
        BootRequest(
            key: "",
            environment: permissions.variables(of: options.environment),
            workingDirectory: options.workingDirectory,
            arguments: options.arguments,
            mounts: permissions.mounts,
            libraries: permissions[.ffi].items,
            site: site ?? "",
            commands: permissions.commands,
            terminal: options.terminal,
            memory: limits.memory
        )
    }

    private func failure(_ error: ClocheError, diagnostics: String) -> ClocheError {
        guard error.code == .sandboxDied else {
            return error.code == .sandboxRefused ? .sandboxNotStarted(error.message) : error
        }
        let lastLine = mask.masked(diagnostics).split(whereSeparator: \.isNewline).last ?? ""
        let printable = lastLine.unicodeScalars.filter { (32..<127).contains($0.value) }.prefix(200)
        let detail = printable.isEmpty ? "" : ": \(String(String.UnicodeScalarView(printable)))"
        return .sandboxNotStarted("it ended before Python was ready\(detail)")
    }
}

extension Limits {
    /// The most bytes that a checkpoint or a session file may have: the whole heap, and as much as 1 GiB of files.
    var maximumImageBytes: Int { memory + (1 << 30) }

    /// The most that it may be under any limits.
    static var largestImageBytes: Int { Limits(memory: memoryRange.upperBound).maximumImageBytes }
}
