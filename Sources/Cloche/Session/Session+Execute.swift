extension Session {
    /// Runs one cell, and returns when it has ended.
    ///
    /// Calls are served one after the other, in the order in which they were made. A Python exception is a result, not a
    /// thrown error. Cancelling the task stops the cell as ``interrupt()`` does.
    /// - Parameters:
    ///   - source: The Python source.
    ///   - name: What tracebacks call the cell; `<cell 3>` by default.
    ///   - display: Whether the value of a last expression is displayed and returned.
    ///   - timeout: Replaces the session's timeout for this cell.
    ///   - size: The terminal's size; 80 by 24 by default.
    ///   - input: Answers `input()`; nil is the end of the input. Its task is cancelled when the cell is stopped.
    ///   - output: Is called for each event while the cell runs, in order; the cell waits for it.
    /// - Returns: The cell's outcome.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func execute(
        _ source: String,
        name: String? = nil,
        display: Bool = true,
        timeout: Duration? = nil,
        size: TerminalSize? = nil,
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil },
        output: @escaping @Sendable (Output) -> Void = { _ in }
    ) async throws(ClocheError) -> ExecutionResult {
        let request = CellRequest(
            cell: 0,
            name: name ?? "",
            display: display,
            maxOutput: 0,
            maxNetBytes: 0,
            columns: size?.columns ?? TerminalSize().columns,
            rows: size?.rows ?? TerminalSize().rows,
            source: source
        )
        try request.validate()
        let run = CellRun(timing: timing, watch: watch, input: input, output: output)
        stops.add(run)
        defer { stops.remove(run) }
        let result = await withTaskCancellationHandler {
            await resultInTurn(run, request, timeout: timeout)
        } onCancel: {
            Task { await run.stop(.user) }
        }
        return try result.get()
    }

    private func resultInTurn(
        _ run: CellRun,
        _ request: CellRequest,
        timeout: Duration?
    ) async -> Result<ExecutionResult, ClocheError> {
        let waiting = tellOfCheckpoint(run)
        defer { waiting.cancel() }
        do throws(ClocheError) {
            try await takeTurn()
        } catch {
            return .failure(error)
        }
        idleCheckpoint?.cancel()
        await takeDueCheckpoint()
        waiting.cancel()
        defer {
            scheduleCheckpoint()
            giveTurn()
        }
        do throws(ClocheError) {
            return .success(try await execute(run, request, timeout: timeout))
        } catch {
            return .failure(error)
        }
    }

    private func execute(
        _ run: CellRun,
        _ request: CellRequest,
        timeout: Duration?
    ) async throws(ClocheError) -> ExecutionResult {
        let connection = try await readyRunner()
        let recovery = pendingRecovery
        pendingRecovery = nil
        if let recovery { await run.notice(recovery.message) }
        if let failure = keeper?.takeFailure() { await run.notice(failure) }
        let request = numbered(request)
        begin(request)
        // A kill of this program while the cell runs loses this cell, not the one before it, and leaves its name.
        await keeper?.written()
        let started = timing.now()
        var limits = limits
        limits.timeout = timeout ?? limits.timeout
        let ending = await run.run(request, limits, mask, on: connection)
        guard !isClosed else { throw .sessionClosed }
        var result = ExecutionResult(cell: request.cell, status: .interrupted, recovery: recovery, metadata: metadata)
        result.stdout = await run.transcript.text(.stdout)
        result.stderr = await run.transcript.text(.stderr)
        result.blocked = await run.transcript.blocked
        result.used = await run.transcript.used
        result.duration = timing.now() - started
        switch ending {
        case .neverStarted:
            await takeBackGrants(&result)
            return result
        case .finished(let outcome): await finish(outcome, run, &result)
        case .failed(let error): await fail(error, run, &result)
        }
        record(request, &result)
        await auditCell(request, run, result)
        await takeBackGrants(&result)
        return result
    }

    private func numbered(_ request: CellRequest) -> CellRequest {
        var request = request
        request.cell = nextCell
        if request.name.isEmpty { request.name = "<cell \(nextCell)>" }
        request.maxOutput = limits.output
        request.maxNetBytes = max(0, limits.netBytes - traffic.total)
        return request
    }

    /// Takes over what the runner reported about the cell's end.
    private func finish(_ outcome: CellOutcome, _ run: CellRun, _ result: inout ExecutionResult) async {
        result.value = outcome.value
        result.error = outcome.error
        result.outputBytes = outcome.outputBytes
        result.withheldBytes = outcome.withheldBytes
        result.sentBytes = outcome.sentBytes
        result.receivedBytes = outcome.receivedBytes
        traffic.add(sent: outcome.sentBytes, received: outcome.receivedBytes)
        result.exitCode = outcome.exitCode
        guard outcome.status != .died else { return await fail(.sandboxDied, run, &result) }
        let isTimeout = await run.ladder.reason == .timeout
        switch outcome.status {
        case .ok: result.status = .ok
        case .error, .died: result.status = .error
        case .interrupted: result.status = isTimeout ? .timedOut : .interrupted
        }
        result.duration = outcome.duration
        result.memory = outcome.memory
        ledger.ran(outcome.cell, for: outcome.duration, used: result.used)
        await tellPending(outcome.pending, run, &result)
    }

    /// Says what the cell left behind, when that is another number than before.
    private func tellPending(_ count: Int, _ run: CellRun, _ result: inout ExecutionResult) async {
        result.pending = count
        defer { pendingTasks = count }
        guard isStateful, count > 0, count != pendingTasks else { return }
        let (tasks, verb) = count == 1 ? ("1 task is", "it goes") : ("\(count) tasks are", "they go")
        await run.notice("\(tasks) pending; \(verb) on while a later cell waits")
    }

    /// Goes back to the last checkpoint now that the runner has ended, and says so.
    private func fail(_ error: ClocheError, _ run: CellRun, _ result: inout ExecutionResult) async {
        let ladder = await run.ladder
        let event: String
        if ladder.isTerminating, ladder.reason == .memory {
            result.status = .died
            let bound = "\(limits.mebibytesOutsideOfPython) MiB of memory outside of Python"
            event = "cell \(result.cell) used more than \(bound)"
        } else if ladder.isTerminating {
            result.status = ladder.reason == .timeout ? .timedOut : .interrupted
            event = "cell \(result.cell) did not stop"
        } else {
            result.status = .died
            let deed = error.code == .sandboxTampered ? "runner tampered with its channel" : "sandbox died"
            event = "the \(deed) while cell \(result.cell) ran"
        }
        let recovery = ledger.goBack(after: event, during: result.cell, to: timeline.position)
        sandboxEnded(recovery, error, during: result.cell)
        pendingRecovery = nil
        result.recovery = recovery
        if isStateful { startRunner() }
    }

    private func record(_ request: CellRequest, _ result: inout ExecutionResult) {
        nextCell = request.cell + 1
        let cell = CellRecord(
            number: request.cell,
            source: mask.masked(request.source),
            status: result.status,
            duration: result.duration,
            isLost: result.recovery?.lostCells.contains(request.cell) ?? false
        )
        metadata.cells.append(cell)
        end(cell, result)
        result.metadata = metadata
    }

    /// Runs one cell in a fresh sandbox that ends with it.
    ///
    /// - Parameters:
    ///   - source: The Python source.
    ///   - name: What tracebacks call the cell; `<cell 1>` by default.
    ///   - permissions: What the cell may reach; nothing by default.
    ///   - limits: What the cell may use up.
    ///   - options: What Python is started with.
    ///   - input: Answers `input()`; nil is the end of the input.
    ///   - output: Is called for each event while the cell runs, in order.
    /// - Returns: The cell's outcome.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started.
    public static func run(
        _ source: String,
        name: String? = nil,
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits(),
        options: SessionOptions = SessionOptions(),
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil },
        output: @escaping @Sendable (Output) -> Void = { _ in }
    ) async throws(ClocheError) -> ExecutionResult {
        let launcher = ProcessLauncher(runtime: options.runtime)
        let session = Session(permissions, limits, options, launcher, SessionTiming(), isStateful: false)
        let result: Result<ExecutionResult, ClocheError>
        do throws(ClocheError) {
            result = .success(try await session.execute(source, name: name, input: input, output: output))
        } catch {
            result = .failure(error)
        }
        await session.close()
        return try result.get()
    }
}

extension CellRequest {
    /// Checks that the cell fits in a frame.
    fileprivate func validate() throws(ClocheError) {
        guard source.utf8.count <= Frame.maximumBodyLength else {
            let size = "its source is \(source.utf8.count) bytes, maximum is \(Frame.maximumBodyLength)"
            throw ClocheError(code: .cellTooLong, message: "Cannot run the cell: \(size)")
        }
        guard name.utf8.count <= 4096 else {
            throw ClocheError(code: .cellTooLong, message: "Cannot run the cell: its name is longer than 4096 bytes")
        }
    }
}

extension ClocheError.Code {
    /// A cell whose source or name is longer than a message may be.
    public static let cellTooLong = Self("cellTooLong")
}
