extension Session {
    /// Starts a runner in the background, with the state of the last checkpoint.
    func startRunner() {
        let boot = boot(permissions, limits)
        let checkpoint = timeline.image
        runner = .starting(
            Task {
                do throws(ClocheError) {
                    return .success(try await boot.boot(await boot.launch(), from: checkpoint))
                } catch {
                    return .failure(error)
                }
            }
        )
    }

    /// The runner, started where there is none, and replaced where it has died; needs a turn.
    func readyRunner() async throws(ClocheError) -> RunnerConnection {
        if case .ready(let connection) = runner {
            guard let error = await connection.ending else { return connection }
            sandboxEnded(ledger.goBack(after: "the sandbox died", during: nil, to: timeline.position), error)
        }
        if case .none = runner { startRunner() }
        guard case .starting(let boot) = runner else { throw .sandboxDied }
        let result = await boot.value
        guard !isClosed else { throw .sessionClosed }
        switch result {
        case .success(let booted):
            adopt(booted)
            return booted.connection
        case .failure(let error):
            runner = .none
            throw error
        }
    }

    /// Takes over a runner that is ready.
    func adopt(_ booted: RunnerBoot.Booted) {
        runner = .ready(booted.connection)
        runnerNumber += 1
        ledger.isUntold = true
        metadata.pyodideVersion = booted.description.pyodide
        metadata.pythonVersion = booted.description.python
    }

    /// Notes what is lost now that the runner has ended, over an error, while a cell ran or none.
    func sandboxEnded(_ recovery: Recovery, _ error: ClocheError, during cell: Int? = nil) {
        if case .ready(let connection) = runner { retire(connection) }
        runner = .none
        pendingTasks = 0
        for index in metadata.cells.indices where recovery.lostCells.contains(metadata.cells[index].number) {
            metadata.cells[index].isLost = true
        }
        pendingRecovery = recovery
        if error.code == .sandboxTampered { audit(.tamper(cell: cell, message: error.message)) }
        audit(.recovery(cell: cell, recovery))
    }

    /// Ends a runner in the background; ``close()`` waits for it.
    func retire(_ connection: RunnerConnection) {
        let number = (retirements.keys.max() ?? 0) + 1
        retirements[number] = Task {
            await connection.close()
            retirements[number] = nil
        }
    }

    /// What it takes to boot with other walls, or with other packages.
    func boot(_ permissions: PermissionSet, _ limits: Limits, _ packages: SessionPackages? = nil) -> RunnerBoot {
        RunnerBoot(
            launcher: launcher,
            timing: timing,
            options: options,
            permissions: permissions,
            limits: limits,
            site: siteFolder()?.path,
            packages: (packages ?? packageSet).parts,
            mask: mask
        )
    }

    /// Boots a runner from a state, and only when Python is ready there puts it in the place of the old one.
    func replaceRunner(
        by checkpoint: Checkpoint?,
        with packages: SessionPackages? = nil
    ) async throws(ClocheError) {
        let boot = boot(permissions, limits, packages)
        let booted = try await boot.boot(await boot.launch(), from: checkpoint)
        try await replaceRunner(by: booted)
    }

    func replaceRunner(by booted: RunnerBoot.Booted) async throws(ClocheError) {
        guard !isClosed else {
            await booted.connection.close()
            throw .sessionClosed
        }
        switch runner {
        case .none: break
        case .starting(let boot):
            boot.cancel()
            if case .success(let old) = await boot.value { retire(old.connection) }
        case .ready(let connection): retire(connection)
        }
        adopt(booted)
    }
}

// MARK: Permissions and limits

extension Session {
    /// Changes what the session's cells may reach, keeping the session's state.
    ///
    /// - Parameters:
    ///   - permissions: What the next cell may reach.
    ///   - lasting: What later ones may reach; nil for the same.
    /// - Throws: ``ClocheError`` where the change is not possible; then nothing has changed.
    public func setPermissions(
        _ permissions: PermissionSet,
        lasting: PermissionSet? = nil
    ) async throws(ClocheError) {
        try await takeTurn()
        defer { giveTurn() }
        var new = try permissions.secretMask(of: options.environment)
        if let lasting { new.add(try lasting.secretMask(of: options.environment)) }
        hide(new)
        if permissions != self.permissions {
            try await moveState(to: permissions, limits)
            take(permissions)
        }
        lastingPermissions = lasting == permissions ? nil : lasting
    }

    /// Takes back what was granted for one cell, now that the cell has ended; needs a turn.
    ///
    /// A sandbox that cannot be left in an orderly way is ended: the session goes back to its last checkpoint then.
    func takeBackGrants(_ result: inout ExecutionResult) async {
        guard let permissions = lastingPermissions, !isClosed else { return }
        lastingPermissions = nil
        do throws(ClocheError) {
            try await moveState(to: permissions, limits)
        } catch {
            let event = "what was granted for cell \(result.cell) could not be taken back in its sandbox"
            sandboxEnded(ledger.goBack(after: event, during: nil, to: timeline.position), error)
            result.recovery = pendingRecovery
            pendingRecovery = nil
        }
        take(permissions)
        result.metadata = metadata
    }

    /// Goes by other permissions from now on; the sandbox has them already.
    private func take(_ permissions: PermissionSet) {
        audit(.permissions(PermissionDifference(from: self.permissions, to: permissions), flags: permissions.flags))
        self.permissions = permissions
        watch.allow(permissions, mask)
        metadata.permissions = permissions
        tellSettings()
    }

    /// Hides values from now on, in what is recorded already too.
    func hide(_ new: SecretMask) {
        guard !new.isEmpty else { return }
        mask.add(new)
        for index in metadata.cells.indices { metadata.cells[index].source = mask.masked(metadata.cells[index].source) }
    }

    /// Changes what the session's cells may use up, keeping the session's state.
    ///
    /// - Throws: ``ClocheError`` where the change is not possible; then nothing has changed.
    public func setLimits(_ limits: Limits) async throws(ClocheError) {
        try limits.validate()
        try await takeTurn()
        defer { giveTurn() }
        if limits.memory != self.limits.memory { try await moveState(to: permissions, limits) }
        if limits != self.limits { audit(.limits(limits)) }
        self.limits = limits
        metadata.limits = limits
        tellSettings()
    }

    /// Moves the session's state to a runner with other walls, which starts while the old one takes its checkpoint.
    private func moveState(to permissions: PermissionSet, _ limits: Limits) async throws(ClocheError) {
        let boot = boot(permissions, limits)
        switch runner {
        case .none: return
        case .starting:
            // Nothing has run since the last checkpoint: whoever boots is not waited for.
            return try await replaceRunner(by: try await boot.boot(await boot.launch(), from: timeline.image))
        case .ready: break
        }
        let launching = Task { await boot.launch() }
        do throws(ClocheError) {
            _ = try await readyRunner()
            try await takeCheckpointToMove()
        } catch {
            launching.cancel()
            if case .success(let transport) = await launching.value { await transport.close() }
            throw error
        }
        try await replaceRunner(by: try await boot.boot(await launching.value, from: timeline.image))
    }

    /// Brings the checkpoint up to date; a runner that dies over it leaves the last one.
    private func takeCheckpointToMove() async throws(ClocheError) {
        do throws(ClocheError) {
            if hasState { try await takeCheckpoint() }
        } catch {
            guard error.isEndOfSandbox else { throw error }
            sandboxEnded(ledger.goBack(after: "the sandbox died", during: nil, to: timeline.position), error)
        }
    }

    /// Forgets the session's state: a fresh interpreter with the same permissions and limits.
    ///
    /// The packages stay.
    public func reset() async throws(ClocheError) { try await begin(with: nil) }

    /// Forgets the session's state, and has other packages where some are named.
    func begin(with packages: [LockedPackage]?) async throws(ClocheError) {
        try await takeTurn()
        defer { giveTurn() }
        if let packages {
            let new = try await obtained(packages)
            try await showing(new) { () async throws(ClocheError) in
                try await replaceRunner(by: nil, with: new)
            }
            adopt(new)
        } else {
            try await replaceRunner(by: nil as Checkpoint?)
        }
        timeline = Timeline()
        ledger = CheckpointLedger()
        nextCell = 1
        pendingTasks = 0
        pendingRecovery = nil
        traffic = Traffic()
        metadata.created = .thisSecond
        metadata.cells = []
        metadata.variables = []
        restartJournal()
        audit(.reset)
    }
}

extension ClocheError {
    /// True where the runner is gone.
    var isEndOfSandbox: Bool {
        [.sandboxDied, .sandboxTampered, .transportClosed].contains(code)
    }
}
