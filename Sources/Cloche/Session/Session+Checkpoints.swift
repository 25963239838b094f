extension Session {
    /// True where the session's state differs from that of a fresh interpreter.
    var hasState: Bool { timeline.image != nil || !ledger.uncovered.isEmpty }

    /// True where every cell gets a checkpoint, so that each can be undone.
    var keepsEveryCell: Bool { options.journal != nil }

    /// True where a checkpoint would tell something new.
    private var isCheckpointDue: Bool { !ledger.uncovered.isEmpty || ledger.isUntold && keepsEveryCell }

    /// Takes a checkpoint of the runner's state; needs a turn.
    func takeCheckpoint() async throws(ClocheError) {
        let connection = try await readyRunner()
        let isFull = ledger.needsFull || timeline.checkpoint?.isDueForFull ?? true
        ledger.needsFull = true
        isTakingCheckpoint = true
        defer { isTakingCheckpoint = false }
        let start = timing.now()
        var checkpoint = try await connection.checkpoint(full: isFull, base: timeline.checkpoint)
        // A chain of small ones may have outgrown the room that the state alone fits into.
        if !isFull, let room = options.journal?.bounds.bytes, checkpoint.byteCount > room {
            checkpoint = try await connection.checkpoint(full: true, base: nil)
        }
        let node = timeline.add(
            checkpoint,
            cells: ledger.uncovered,
            wentOut: ledger.wentOut,
            runner: runnerNumber
        )
        ledger.cover(from: start, to: timing.now())
        metadata.variables = checkpoint.variables
        keeper?.keep(node)
        thinTimeline()
    }

    /// Forgets the oldest checkpoints where there are too many; where they take up too much, the next one stands alone.
    func thinTimeline() {
        let bounds = options.journal?.bounds ?? .inMemory
        timeline.thin(to: bounds)
        ledger.needsFull = timeline.byteCount > bounds.bytes
        keeper?.shrink(to: timeline, room: bounds.bytes)
    }

    /// Takes a checkpoint when the session has been idle for a moment.
    func scheduleCheckpoint() {
        idleCheckpoint?.cancel()
        guard isStateful, !isClosed else { return }
        idleCheckpoint = Task { [timing, weak self] in
            repeat {
                guard await timing.hasPassed(timing.idle) else { return }
            } while await self?.isBusy == true
            await self?.takeIdleCheckpoint()
        }
    }

    private func takeIdleCheckpoint() async {
        guard case .ready(let connection) = runner, !isClosed, !isBusy else { return }
        isBusy = true
        defer { giveTurn() }
        // What does not succeed here is tried again, and told, where it is needed.
        if await connection.hasEnded {
            _ = try? await readyRunner()
        } else if isCheckpointDue {
            try? await takeCheckpoint()
        }
    }

    /// Takes the checkpoint that is due before another cell runs, where there was no pause to take it in.
    func takeDueCheckpoint() async {
        guard isStateful, !ledger.uncovered.isEmpty else { return }
        guard keepsEveryCell || ledger.isDue(at: timing.now(), timing) else { return }
        // One that ends the sandbox loses the cells that it was for, not the one that is to run.
        try? await cover()
    }

    /// Takes the checkpoint of the last cell, and makes it durable where the session has a journal.
    ///
    /// Returns when that is done, or after a quarter of a second: then it goes on, and the next cell waits for it.
    public func settle() async { await settle(atMost: timing.patience) }

    /// Takes the checkpoint of the last cell before the session is closed, so that it can be taken up after that cell.
    ///
    /// - Parameter isWanted: Whether there is time; what ends the program leaves little.
    func settleAtEnd(isWanted: Bool) async {
        guard keepsEveryCell, stops.first == nil else { return }
        await settle(atMost: timing.patience * (isWanted ? 40 : 4))
    }

    private func settle(atMost patience: Duration) async {
        guard isStateful, !isClosed, isCheckpointDue, case .ready = runner else { return }
        idleCheckpoint?.cancel()
        let settling = Task { [weak self] in await self?.settleNow() ?? () }
        await timing.wait(for: settling, atMost: patience)
    }

    private func settleNow() async {
        do throws(ClocheError) {
            try await takeTurn()
        } catch {
            return
        }
        defer { giveTurn() }
        if isCheckpointDue { try? await takeCheckpoint() }
        await keeper?.flush()
    }

    /// Tells the user that a cell waits for a checkpoint, where it waits for long.
    func tellOfCheckpoint(_ run: CellRun) -> Task<Void, Never> {
        Task { [timing, weak self] in
            guard await timing.hasPassed(timing.patience), let self, await self.isTakingCheckpoint else { return }
            await run.notice("waiting for the checkpoint of the last cell")
        }
    }
}
