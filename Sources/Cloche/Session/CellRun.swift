/// One cell from its submission to its end: it passes events on, asks for input, keeps the time and climbs the ladder.
actor CellRun {
    /// How a run ended.
    enum Ending: Sendable {
        /// The runner reported the cell's end.
        case finished(CellOutcome)
        /// The cell was stopped before it began.
        case neverStarted
        /// The runner ended.
        case failed(ClocheError)
    }

    /// The cell's number; 0 before it has begun.
    private(set) var cell = 0

    /// What the cell has shown.
    private(set) var transcript = CellTranscript()

    /// Why the cell was stopped, and how.
    private(set) var ladder = StoppingLadder()

    private let timing: SessionTiming
    private let watch: SessionWatch
    private let input: @Sendable (InputRequest) async -> String?
    private let output: @Sendable (Output) -> Void

    private var connection: RunnerConnection?
    private var timer: Task<Void, Never>?
    private var release: Task<Void, Never>?
    private var memoryWatch: Task<Void, Never>?
    private var question: Task<Void, Never>?
    private var timeout: Duration?
    private var timeLeft: Duration?
    private var timerStarted = Duration.zero

    /// Makes a run that has not begun.
    init(
        timing: SessionTiming,
        watch: SessionWatch,
        input: @escaping @Sendable (InputRequest) async -> String?,
        output: @escaping @Sendable (Output) -> Void
    ) {
        self.timing = timing
        self.watch = watch
        self.input = input
        self.output = output
    }

    /// Runs the cell, and returns when it has ended one way or the other.
    func run(
        _ request: CellRequest,
        _ limits: Limits,
        _ mask: SecretMask,
        on connection: RunnerConnection
    ) async -> Ending {
        guard ladder.reason == nil else { return .neverStarted }
        transcript = CellTranscript(mask)
        cell = request.cell
        self.connection = connection
        timeout = limits.timeout
        timeLeft = limits.timeout
        startTimer()
        watchMemory(limits.residentBytes)
        do throws(ClocheError) {
            let outcome = try await connection.execute(request) { await self.receive($0) }
            finish(isCut: outcome.withheldBytes > 0)
            return .finished(outcome)
        } catch {
            finish(isCut: true)
            return .failed(error)
        }
    }

    /// Takes a wish to stop the cell.
    func stop(_ reason: StoppingLadder.Reason) async { await act(ladder.stop(reason)) }

    /// Tells the user what the session does.
    func notice(_ text: String) { output(.notice(text)) }

    private func finish(isCut: Bool) {
        timer?.cancel()
        release?.cancel()
        memoryWatch?.cancel()
        question?.cancel()
        connection = nil
        for event in transcript.finish(isCut: isCut) { output(event) }
    }

    // MARK: The ladder

    private func act(_ action: StoppingLadder.Action) async {
        guard let connection else { return }
        switch action {
        case .nothing:
            break
        case .interrupt:
            timer?.cancel()
            question?.cancel()
            timer = Task {
                if await timing.hasPassed(timing.grace) { await act(ladder.graceIsOver()) }
            }
            watch.tell(.interrupt(cell: cell, reason: ladder.reasonName))
            await connection.interrupt(cell: cell)
        case .terminate:
            watch.tell(.kill(cell: cell, reason: ladder.reasonName))
            connection.terminate()
        }
    }

    /// Starts to count the time that is left; the time that the user takes to answer does not count.
    private func startTimer() {
        guard let timeLeft, ladder.reason == nil else { return }
        timerStarted = timing.now()
        timer = Task {
            if await timing.hasPassed(timeLeft) { await timeIsUp() }
        }
    }

    private func pauseTimer() {
        guard let timeLeft, ladder.reason == nil else { return }
        timer?.cancel()
        self.timeLeft = max(.zero, timeLeft - (timing.now() - timerStarted))
    }

    private func timeIsUp() async {
        guard ladder.reason == nil, let timeout else { return }
        notice("cell \(cell) ran longer than \(timeout.inSeconds); interrupting it")
        await stop(.timeout)
    }

    /// Ends the sandbox when the runner has more memory in use than it may.
    private func watchMemory(_ maximum: Int) {
        memoryWatch = Task {
            while await timing.hasPassed(timing.memoryWatch), let used = connection?.residentBytes {
                if used > maximum { return await stop(.memory) }
            }
        }
    }

    // MARK: Events

    private func receive(_ event: CellEvent) {
        if case .input(let request, let prompt) = event {
            for event in transcript.flush() { output(event) }
            return ask(prompt, request)
        }
        if let event = transcript.add(event) {
            output(event)
            if let oddity = watch.note(event, cell: cell) { notice(oddity) }
        }
        if transcript.isWaiting { releaseSoon() }
    }

    /// Shows what a secret may begin with, when nothing follows.
    private func releaseSoon() {
        release?.cancel()
        release = Task {
            guard await timing.hasPassed(timing.release), connection != nil else { return }
            for event in transcript.release() { output(event) }
        }
    }

    private func ask(_ prompt: InputRequest, _ request: Int) {
        question?.cancel()
        pauseTimer()
        question = Task { [input] in
            let text = await input(prompt)
            if !Task.isCancelled { await answer(request, text) }
        }
    }

    private func answer(_ request: Int, _ text: String?) async {
        guard let connection, ladder.reason == nil else { return }
        startTimer()
        await connection.answer(request: request, with: text)
    }
}
