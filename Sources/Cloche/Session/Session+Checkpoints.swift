extension Session {
    /// True where the session has run a cell, so that its state differs from a fresh one.
    var hasState: Bool { ledger.checkpoint != nil || !ledger.uncovered.isEmpty }

    /// Takes a checkpoint of the runner's state; needs a turn.
    func takeCheckpoint(full: Bool = false) async throws(ClocheError) {
        let connection = try await readyRunner()
        let isFull = full || ledger.needsFull || ledger.checkpoint?.isDueForFull ?? true
        ledger.needsFull = true
        let start = timing.now()
        let checkpoint = try await connection.checkpoint(full: isFull, base: ledger.checkpoint)
        ledger.cover(checkpoint, from: start, to: timing.now())
        metadata.variables = ledger.checkpoint?.variables ?? []
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
        } else {
            try? await takeCheckpoint()
        }
    }

    /// Takes the checkpoint that is due before another cell runs, where there was no pause to take it in.
    func takeDueCheckpoint() async {
        guard isStateful, ledger.isDue(at: timing.now(), timing) else { return }
        try? await takeCheckpoint()
    }
}
