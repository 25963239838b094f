extension Session {
    /// Takes up a session that is stored in the folder of this one's journal, at its last finished cell.
    ///
    /// Its journal goes on with this session. The permissions and limits stay as they are: recorded ones are shown, never
    /// granted. The cell that ran when it ended is not run.
    /// - Parameter id: The stored session's id, as ``JournalFolder/sessions()`` lists it.
    /// - Returns: What was recorded.
    /// - Throws: ``ClocheError`` where it cannot be taken up; then this session is untouched.
    public func resume(_ id: String) async throws(ClocheError) -> ResumedSession {
        guard let folder = options.journal else { throw .cannotResume(id, "this session keeps no journal") }
        try await takeTurn()
        defer { giveTurn() }
        let (journal, entries, flaw) = try await withBlockingCall { () throws(ClocheError) in
            try Journal.open(id: id, in: folder)
        }
        do throws(ClocheError) {
            let replay = JournalReplay(entries, in: journal)
            try check(replay, id)
            let timeline = replay.timeline
            if let secrets = try? replay.permissions.secretMask(of: options.environment) { hide(secrets) }
            let packages = try await obtained(replay.packages)
            do throws(ClocheError) {
                try await showing(packages) { () async throws(ClocheError) in
                    try await replaceRunner(by: timeline.image, with: packages)
                }
            } catch {
                guard error.code == .sandboxNotStarted else { throw error }
                throw .cannotResume(id, "its state cannot be restored: \(error.message)")
            }
            adopt(packages)
            await keeper?.close(reason: "another session was taken up")
            keeper = JournalKeeper(journal, in: folder, lastPart: replay.lastPart)
            return take(replay, timeline, flaw)
        } catch {
            journal.close()
            throw error
        }
    }

    private func check(_ replay: JournalReplay, _ id: String) throws(ClocheError) {
        guard let build = replay.build else { throw .cannotResume(id, "its journal does not say what wrote it") }
        guard build == .current else {
            let theirs = "cloche \(replay.clocheVersion) with Pyodide \(build.pyodide) and runner \(build.runner)"
            throw .cannotResume(id, "it belongs to \(theirs); to take it up, use that version of cloche")
        }
    }

    private func take(_ replay: JournalReplay, _ timeline: Timeline, _ flaw: String?) -> ResumedSession {
        self.timeline = timeline
        ledger = CheckpointLedger()
        pendingTasks = 0
        pendingRecovery = nil
        metadata.created = replay.created
        metadata.cells = replay.cells(of: timeline)
        metadata.variables = timeline.checkpoint?.variables ?? []
        let last = metadata.cells.map(\.number).max() ?? 0
        nextCell = max(last, replay.interrupted?.number ?? 0, timeline.nodes.keys.max() ?? 0) + 1
        tellSettings()
        scheduleCheckpoint()
        var recorded = metadata
        recorded.clocheVersion = replay.clocheVersion
        recorded.permissions = replay.permissions
        recorded.limits = replay.limits
        return ResumedSession(
            metadata: recorded,
            position: timeline.position,
            transcript: zip(replay.transcript, metadata.cells).map { record, cell in
                var record = record
                record.cell = cell
                return record
            },
            interrupted: replay.interrupted,
            flaw: flaw
        )
    }
}

extension ClocheError.Code {
    /// A stored session that cannot be taken up.
    public static let notResumed = Self("notResumed")
}

extension ClocheError {
    fileprivate static func cannotResume(_ id: String, _ reason: String) -> ClocheError {
        ClocheError(code: .notResumed, message: "Cannot resume session '\(id)': \(reason)")
    }
}
