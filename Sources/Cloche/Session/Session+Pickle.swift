#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Session {
    /// Puts the variables of a session's pickle in the place of this one's, and returns what of them is there.
    ///
    /// The pickle is taken up in a copy of the sandbox, with the permissions and limits that the session has now; only
    /// when that is done the copy takes the place of the sandbox. It counts as a cell. ``interrupt()`` stops it.
    /// - Throws: ``ClocheError`` where the pickle cannot be used; then the session is untouched.
    public func restore(_ pickle: SessionPickle) async throws(ClocheError) -> PickleReport {
        try await restore(pickle, named: nil)
    }

    /// Puts the variables of a session's pickle on the disk in the place of this one's, as ``restore(_:)`` does.
    ///
    /// The file holds the dump itself, with its metadata in a file of the same name that ends in `.json`, or JSON with
    /// both.
    public func restorePickle(from path: String) async throws(ClocheError) -> PickleReport {
        do throws(ClocheError) {
            let pickle = try await withBlockingCall { () throws(ClocheError) -> SessionPickle in
                try PickleFile.read(path)
            }
            return try await restore(pickle, named: path)
        } catch {
            throw error.naming(path)
        }
    }

    /// The session's variables as a pickle, and what it leaves out.
    ///
    /// It is made in a copy of the sandbox, so that the session is as it was, whatever its objects do when they are
    /// pickled. A variable that cannot be pickled is left out.
    public func pickle() async throws(ClocheError) -> (pickle: SessionPickle, report: PickleReport) {
        let made = try await makePickle()
        audit(.save(path: nil, bytes: made.report.size, hash: made.pickle.hash))
        return made
    }

    /// Saves the session's variables as a pickle, as ``pickle()`` makes it, and its metadata in a file beside it.
    ///
    /// - Throws: ``ClocheError``; then an older pickle is as it was.
    public func savePickle(to path: String) async throws(ClocheError) -> PickleReport {
        let (pickle, report) = try await makePickle()
        let hash = try await withBlockingCall { () throws(ClocheError) -> String in
            try PickleFile.write(pickle, to: path)
            return pickle.hash
        }
        audit(.save(path: path, bytes: report.size, hash: hash))
        return report
    }

    private func restore(_ pickle: SessionPickle, named path: String?) async throws(ClocheError) -> PickleReport {
        let maximum = min(SessionPickle.maximumBytes, limits.memory)
        guard pickle.bytes.count <= maximum else { throw .tooLargePickle(pickle.bytes.count, maximum: maximum) }
        let library = try await dill()
        try await takeTurn()
        defer { giveTurn() }
        idleCheckpoint?.cancel()
        defer { scheduleCheckpoint() }
        let job = PickleJob(pickle: [UInt8](pickle.bytes), packages: pickle.metadata.packages, library: library)
        let source = path.map { "# the session of '\($0)' was loaded here" } ?? "# a session was loaded here"
        let done = try await run(job, source: source.split(whereSeparator: \.isNewline).joined(separator: " "))
        let report: PickleReport
        do throws(ClocheError) {
            report = try done.report(pickle.bytes.count)
            try await replaceRunner(by: done.copy)
        } catch {
            retire(done.copy.connection)
            throw error
        }
        take(done, created: pickle.metadata.created)
        // What was loaded is not lost with the next cell; where this fails, it is tried again before that.
        try? await takeCheckpoint()
        audit(.load(path: path, bytes: pickle.bytes.count, hash: pickle.hash))
        return report
    }

    /// Goes on with the copy, in which the pickle's cell has run.
    private func take(_ done: PickleRun, created: Date?) {
        let (request, duration) = (done.request, done.outcome.duration)
        begin(request)
        ledger.ran(request.cell, for: duration, used: done.used)
        nextCell = request.cell + 1
        pendingTasks = 0
        if let created { metadata.created = created }
        let source = mask.masked(request.source)
        let cell = CellRecord(number: request.cell, source: source, status: .ok, duration: duration)
        metadata.cells.append(cell)
        var result = ExecutionResult(cell: request.cell, status: .ok, recovery: nil, metadata: metadata)
        result.used = done.used
        end(cell, result)
    }

    private func makePickle() async throws(ClocheError) -> (pickle: SessionPickle, report: PickleReport) {
        let library = try await dill()
        try await takeTurn()
        defer { giveTurn() }
        let done = try await run(PickleJob(library: library), source: "")
        retire(done.copy.connection)
        guard let bytes = done.outcome.pickle else {
            throw .cannotSave(done.outcome.error?.sentence ?? "the sandbox gave no pickle")
        }
        var report = try done.report(bytes.count)
        report.secrets = mask.names
        let now = Date.thisSecond
        let metadata = PickleMetadata(created: metadata.created, lastModified: now, packages: report.packages)
        return (SessionPickle(bytes: Data(bytes), metadata: metadata), report)
    }

    private func dill() async throws(ClocheError) -> [UInt8] {
        if let dill = options.dill { return dill }
        return try await DillWheel.bytes()
    }

    /// Runs a job in a copy of the sandbox, which is the caller's to take or to end; needs a turn.
    private func run(_ job: PickleJob, source: String) async throws(ClocheError) -> PickleRun {
        try await cover()
        let boot = boot(permissions, limits)
        let copy = try await boot.boot(await boot.launch(), from: timeline.image)
        let run = CellRun(timing: timing, watch: watch, input: { _ in nil }, output: { _ in })
        stops.add(run)
        defer { stops.remove(run) }
        var request = CellRequest(pickle: job, cell: nextCell, output: limits.output)
        request.maxNetBytes = max(0, limits.netBytes - traffic.total)
        let ending = await run.run(request, limits, mask, on: copy.connection)
        request.source = source
        guard case .finished(let outcome) = ending, outcome.status != .died else {
            retire(copy.connection)
            throw await failure(of: ending, run)
        }
        traffic.add(sent: outcome.sentBytes, received: outcome.receivedBytes)
        guard outcome.status == .ok else {
            retire(copy.connection)
            throw job.failure(outcome, isTimeout: await run.ladder.reason == .timeout)
        }
        return PickleRun(copy: copy, request: request, outcome: outcome, used: await run.transcript.used)
    }

    private func failure(of ending: CellRun.Ending, _ run: CellRun) async -> ClocheError {
        let reason = await run.ladder.reason
        if isClosed { return .sessionClosed }
        if case .neverStarted = ending { return .pickleStopped("it was interrupted") }
        switch reason {
        case .timeout: return .pickleStopped("it did not end in time, and did not stop")
        case .memory: return .pickleStopped("it used too much memory")
        case .user: return .pickleStopped("it was interrupted, and did not stop")
        case nil: return .pickleStopped("the sandbox died over it")
        }
    }
}

/// A job that was done, in a copy of the sandbox.
struct PickleRun: Sendable {
    var copy: RunnerBoot.Booted
    var request: CellRequest
    var outcome: CellOutcome
    var used: [Permission]

    /// What the sandbox told of it.
    func report(_ size: Int) throws(ClocheError) -> PickleReport {
        let text = Data((outcome.value ?? "").utf8)
        guard let told = try? JSONDecoder().decode(Told.self, from: text) else {
            throw .pickleStopped("the sandbox told nothing that can be read")
        }
        return PickleReport(
            variables: Array(told.variables.prefix(1000)).sorted(),
            lost: Array(told.lost.prefix(1000)),
            packages: Array(told.packages.prefix(1000)),
            size: size
        )
    }

    private struct Told: Decodable {
        var variables: [String]
        var lost: [PickleLoss]
        var packages: [String]
    }
}

extension CellRequest {
    fileprivate init(pickle: PickleJob, cell: Int, output: Int) {
        let size = TerminalSize()
        self.init(
            cell: cell,
            name: "<pickle>",
            display: false,
            maxOutput: output,
            maxNetBytes: 0,
            columns: size.columns,
            rows: size.rows,
            source: "",
            pickle: pickle
        )
    }
}

extension PickleJob {
    /// Why it failed, as the sandbox told.
    fileprivate func failure(_ outcome: CellOutcome, isTimeout: Bool) -> ClocheError {
        if isTimeout { return .pickleStopped("it did not end in time; to give it more, raise the timeout") }
        if outcome.status == .interrupted { return .pickleStopped("it was interrupted") }
        let reason = outcome.error?.sentence ?? "the sandbox does not say why"
        return pickle == nil ? .cannotSave(reason) : .invalidSessionPickle(reason)
    }
}

extension PythonError {
    /// The message, or the name where there is none; our own refusals are `ValueError`s.
    fileprivate var sentence: String {
        let line = message.split(whereSeparator: \.isNewline).first.map { String($0.prefix(300)) } ?? ""
        if line.isEmpty { return name }
        return name == "ValueError" ? line : "\(name): \(line)"
    }
}

extension ClocheError.Code {
    /// A pickle whose loading or saving was stopped, or did not come to an end.
    public static let pickleStopped = Self("pickleStopped")
}

extension ClocheError {
    fileprivate static func pickleStopped(_ reason: String) -> ClocheError {
        ClocheError(code: .pickleStopped, message: "Cannot use the pickle: \(reason)")
    }
}
