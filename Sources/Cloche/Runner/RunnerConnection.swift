/// The host's end of the wire to one runner: sends requests, pairs replies with them, and lets nothing else through.
///
/// All that comes from the runner is untrusted. A frame that does not parse, lacks the key, or answers what nobody asked
/// ends the runner.
actor RunnerConnection {
    /// Takes in what happens while a cell runs; the connection reads on when it has returned.
    typealias EventHandler = @Sendable (CellEvent) async -> Void

    private let transport: any Transport
    private let key: String
    let timing: SessionTiming
    private let maximumCheckpointBytes: Int
    private var decoder = FrameDecoder()
    private var expectation = RunnerExpectation.nothing
    private var collector: CheckpointCollector
    private var end: ClocheError?
    private var lastRequest = 0
    private var abandoned: (request: Int, question: Question)?

    /// The request whose pickle may come while a cell runs.
    private var pickleRequest: Int?
    private var cell = 0
    private var previousCell = 0
    private var isCellRunning = false
    private var interruptedEarly: Int?
    private var budget = CellBudget(maxOutput: 0)
    private var handler: EventHandler?
    private var leftovers: [CellEvent] = []
    private var leftoverBudget = CellBudget.betweenCells
    private let mask: SecretMask

    /// Makes a connection over a transport that nothing was sent on yet.
    init(
        _ transport: any Transport,
        timing: SessionTiming,
        maximumCheckpointBytes: Int,
        mask: SecretMask = SecretMask()
    ) {
        self.transport = transport
        self.timing = timing
        self.mask = mask
        self.maximumCheckpointBytes = maximumCheckpointBytes
        collector = CheckpointCollector(maximumBytes: maximumCheckpointBytes)
        key = Self.newKey()
    }

    /// True once the runner has ended.
    var hasEnded: Bool { end != nil }

    /// Why it has ended; nil while it goes on.
    var ending: ClocheError? { end }

    // MARK: Requests

    /// Boots Python, from a checkpoint where there is one, and returns when it is ready.
    ///
    /// - Parameters:
    ///   - request: What to boot; the key and the parts are filled in here.
    ///   - checkpoint: The memory to go on from.
    ///   - packages: The packages that are there from the start, whose packs lie in the site folder that the request names.
    /// - Returns: What the runner says about itself.
    /// - Throws: ``ClocheError`` where the runner refuses or ends.
    func boot(
        _ request: BootRequest,
        from checkpoint: Checkpoint?,
        packages: [PackagePart] = []
    ) async throws(ClocheError) -> RunnerDescription {
        Task { await readUntilEnd() }
        let parts = packages.map(\.part) + (checkpoint?.parts ?? [])
        var request = request
        request.key = key
        request.loadedFrom = checkpoint == nil ? .baseline : .image
        request.parts = parts.count
        let sealed = request
        return try await reply(within: timing.boot, RunnerExpectation.ready) { connection async throws(ClocheError) in
            try await connection.send(.boot(sealed))
            for part in parts { try await connection.send(part) }
        }
    }

    /// Runs a cell and returns its outcome; events go to the handler before that, in order.
    func execute(_ request: CellRequest, events: @escaping EventHandler) async throws(ClocheError) -> CellOutcome {
        previousCell = cell
        cell = request.cell
        isCellRunning = true
        budget = CellBudget(maxOutput: request.maxOutput)
        defer {
            isCellRunning = false
            handler = nil
            pickleRequest = nil
        }
        while !leftovers.isEmpty { await events(leftovers.removeFirst()) }
        leftoverBudget = .betweenCells
        handler = events
        return try await reply(within: nil, RunnerExpectation.cell) { connection async throws(ClocheError) in
            try await connection.begin(request)
            if connection.interruptedEarly == request.cell { try await connection.send(.interrupt(cell: request.cell)) }
        }
    }

    private func begin(_ request: CellRequest) async throws(ClocheError) {
        guard let job = request.pickle else { return try await send(.execute(request)) }
        lastRequest += 1
        if job.pickle == nil {
            pickleRequest = lastRequest
            collector = CheckpointCollector(maximumBytes: min(SessionPickle.maximumBytes, maximumCheckpointBytes))
        }
        let parts = job.parts
        let message = PickleRequest(
            request: lastRequest,
            cell: request,
            load: job.pickle != nil,
            packages: job.packages,
            parts: parts.count
        )
        try await send(.pickle(message))
        for part in parts { try await send(part) }
    }

    /// Interrupts a cell, which may not have reached the runner yet.
    func interrupt(cell: Int) async {
        interruptedEarly = cell
        try? await send(.interrupt(cell: cell))
    }

    /// Answers what a cell asked the user; nil is the end of the input.
    func answer(request: Int, with text: String?) async {
        try? await send(.input(request: request, text: text))
    }

    /// The user's variables, with or without a digest of what each holds.
    func variables(digests: Bool = false) async throws(ClocheError) -> [Variable] {
        let request = nextRequest()
        let expect = { RunnerExpectation.variables(request: request, $0) }
        return try await reply(within: timing.request, expect) { connection async throws(ClocheError) in
            try await connection.send(.variables(request: request, digests: digests))
        }
    }

    /// The answer to a question; nil where it does not come in time or the runner refuses it.
    ///
    /// A runner that is late is left alone: its answer is dropped when it comes, and until then nothing is asked.
    func answer(to question: Question) async throws(ClocheError) -> RunnerMessage? {
        guard abandoned == nil else { return nil }
        let request = nextRequest()
        let patience = Task { [timing] in
            if await timing.hasPassed(timing.question) { abandon(request) }
        }
        defer { patience.cancel() }
        do throws(ClocheError) {
            let expect = { RunnerExpectation.answer(request: request, question, $0) }
            return try await reply(within: nil, expect) { connection async throws(ClocheError) in
                try await connection.send(question.message(request: request))
            }
        } catch {
            guard error.code == .sandboxRefused else { throw error }
            return nil
        }
    }

    private func abandon(_ request: Int) {
        guard case .answer(request, let question, let reply) = expectation else { return }
        expectation = .nothing
        abandoned = (request, question)
        reply.resume(returning: .success(nil))
    }

    /// Takes a checkpoint, a full one or one that adds to the base.
    func checkpoint(full: Bool, base: Checkpoint?) async throws(ClocheError) -> Checkpoint {
        let request = nextRequest()
        collector = CheckpointCollector(maximumBytes: maximumCheckpointBytes)
        let expect = { RunnerExpectation.checkpoint(request: request, base: base, $0) }
        return try await reply(within: timing.checkpoint, expect) { connection async throws(ClocheError) in
            try await connection.send(.checkpoint(request: request, full: full || base == nil))
        }
    }

    /// How much memory the runner has in use, in bytes; nil where that cannot be told.
    nonisolated var residentBytes: Int? { transport.residentBytes }

    /// Kills the runner; whoever waits for a reply gets an error.
    nonisolated func terminate() { transport.terminate() }

    /// Ends the runner, and returns when nothing of it is left.
    func close() async {
        try? await send(.shutdown)
        await transport.close()
        finish(.sandboxDied)
    }

    /// A number for the next request.
    func nextRequest() -> Int {
        lastRequest += 1
        return lastRequest
    }

    // MARK: Sending

    /// Sends a message.
    func send(_ message: HostMessage) async throws(ClocheError) {
        if let end { throw end }
        try await transport.send(try FrameEncoder.encode(try message.frame()))
    }

    /// Sends a part in chunks.
    func send(_ part: CheckpointPart) async throws(ClocheError) {
        var name = part.name
        name.rawLength = nil
        let all = try part.content.bytes()
        var offset = 0
        repeat {
            let bytes = Array(all[offset..<min(offset + Frame.maximumBodyLength, all.count)])
            try await send(.chunk(name, offset: offset, bytes: bytes))
            offset += bytes.count
        } while offset < all.count
    }

    /// Sends a request and waits for its reply; a runner that does not reply in time is killed.
    func reply<Value: Sendable>(
        within limit: Duration?,
        _ expect: (RunnerExpectation.Reply<Value>) -> RunnerExpectation,
        sending send: @escaping @Sendable (isolated RunnerConnection) async throws(ClocheError) -> Void
    ) async throws(ClocheError) -> Value {
        if let end { throw end }
        guard case .nothing = expectation else {
            throw .sandboxRefused("Cannot ask the sandbox: it has a request already")
        }
        let deadline = limit.map { limit in
            Task { [timing, transport] in
                if await timing.hasPassed(limit) { transport.terminate() }
            }
        }
        defer { deadline?.cancel() }
        let reply = await withCheckedContinuation { (continuation: RunnerExpectation.Reply<Value>) in
            expectation = expect(continuation)
            Task {
                do throws(ClocheError) { try await send(self) } catch { sendingFailed(error) }
            }
        }
        return try reply.get()
    }

    /// Ends the runner unless its own end, which tells more, is on the way already.
    private func sendingFailed(_ error: ClocheError) {
        finish(error.code == .transportClosed ? .sandboxDied : error)
    }

    // MARK: Receiving

    private func readUntilEnd() async {
        do throws(ClocheError) {
            while let bytes = await transport.receive() {
                decoder.append(bytes)
                while let frame = try decoder.next() { try await handle(frame) }
            }
            finish(.sandboxDied)
        } catch {
            finish(error.code == .sandboxDied ? error : .sandboxTampered(error.message))
        }
    }

    private func finish(_ error: ClocheError) {
        guard end == nil else { return }
        end = error
        transport.terminate()
        let waiting = expectation
        expectation = .nothing
        waiting.fail(error)
    }

    private func handle(_ frame: Frame) async throws(ClocheError) {
        let (key, received) = try RunnerMessage.decode(frame)
        guard key == self.key else { throw .wire("a frame has a wrong key") }
        let message = received.masked(by: mask)
        switch message {
        case .output(let cell, let stream, let bytes): try await handle(.output(stream, bytes), of: cell)
        case .display(let cell, let bundle): try await handle(.display(bundle), of: cell)
        case .inputRequest(let cell, let request, let input):
            try await handle(.input(request: request, input), of: cell)
        case .blocked(let cell, let permission): try await handle(.blocked(permission), of: cell)
        case .used(let cell, let permission): try await handle(.used(permission), of: cell)
        case .chunk(let request, let part, let offset, let bytes):
            guard isAwaited(request) else { throw unexpected(message) }
            try collector.add(part, offset: offset, bytes: bytes)
        case .failure(let request, let text): try fail(request, text, message)
        case .ready, .result, .variables, .checkpoint, .rewound, .packages, .modules: try complete(message)
        case .completions(let request, _), .signature(let request, _), .inspection(let request, _):
            try answer(request, message)
        }
    }

    /// Passes an event on; what Python's own clearing up shows between cells waits for the next one.
    private func handle(_ event: CellEvent, of cell: Int) async throws(ClocheError) {
        guard cell == self.cell || cell == previousCell else {
            throw .wire("an event belongs to cell \(cell), not to cell \(self.cell)")
        }
        if isCellRunning, let handler {
            guard budget.spend(on: event) else { throw .wire("cell \(cell) sent more than it may") }
            return await handler(event)
        }
        if case .input(let request, _) = event { return await answer(request: request, with: nil) }
        guard leftoverBudget.spend(on: event) else { return }
        leftovers.append(event)
    }

    private func complete(_ message: RunnerMessage) throws(ClocheError) {
        let waiting = expectation
        switch (message, waiting) {
        case (.ready(let runner), .ready(let reply)):
            expectation = .nothing
            reply.resume(returning: .success(runner))
        case (.result(var outcome), .cell(let reply)) where outcome.cell == cell:
            if pickleRequest != nil { outcome.pickle = try collector.pickle() }
            expectation = .nothing
            isCellRunning = false
            reply.resume(returning: .success(outcome))
        case (.variables(let request, let variables), .variables(let asked, let reply)) where request == asked:
            expectation = .nothing
            reply.resume(returning: .success(variables))
        case (.checkpoint(let report), .checkpoint(let asked, let base, let reply)) where report.request == asked:
            let checkpoint = try collector.finish(report, base: base)
            expectation = .nothing
            reply.resume(returning: .success(checkpoint))
        case (.rewound(let report), .rewound(let asked, let reply)) where report.request == asked:
            expectation = .nothing
            reply.resume(returning: .success(report))
        case (.packages(let request), .packages(let asked, let reply)) where request == asked:
            expectation = .nothing
            reply.resume(returning: .success(()))
        case (.modules(let request, let missing), .modules(let asked, let names, let reply))
        where request == asked && Set(missing).isSubset(of: names):
            expectation = .nothing
            reply.resume(returning: .success(missing))
        default:
            throw unexpected(message)
        }
    }

    /// Hands an answer to whoever waits for it, or drops it where that was given up.
    private func answer(_ request: Int, _ message: RunnerMessage) throws(ClocheError) {
        if case .answer(request, let question, let reply) = expectation, question.isAnswered(by: message) {
            expectation = .nothing
            reply.resume(returning: .success(message))
        } else if let late = abandoned, late.request == request, late.question.isAnswered(by: message) {
            abandoned = nil
        } else {
            throw unexpected(message)
        }
    }

    private func fail(_ request: Int, _ text: String, _ message: RunnerMessage) throws(ClocheError) {
        let waiting = expectation
        if waiting.isAnswered(byFailureOf: request) {
            expectation = .nothing
            waiting.fail(.sandboxRefused(text))
        } else if abandoned?.request == request {
            abandoned = nil
        } else if request == 0 {
            throw .sandboxDied
        } else {
            throw unexpected(message)
        }
    }

    /// True where a chunk for a request may come: of a checkpoint, or of the pickle that a cell gives.
    private func isAwaited(_ request: Int) -> Bool {
        switch expectation {
        case .checkpoint(let asked, _, _): asked == request
        case .cell: pickleRequest == request
        default: false
        }
    }

    private func unexpected(_ message: RunnerMessage) -> ClocheError {
        .wire("nobody asked for the message '\(message.tag.rawValue)'")
    }

    private static func newKey() -> String {
        var generator = SystemRandomNumberGenerator()
        let digits = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
        return digits.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
    }
}
