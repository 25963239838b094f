#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// One live Python interpreter in a sandbox, and its state.
///
/// A session serves one call after the other, in the order in which they were made. It keeps a checkpoint of its state,
/// and where the sandbox ends, by itself or because a cell did not stop, it goes on from there in a new one.
public actor Session {
    /// What the session's cells may reach.
    public internal(set) var permissions: PermissionSet

    /// What they may reach when the next cell has ended, where that is not the same.
    public internal(set) var lastingPermissions: PermissionSet?

    /// What the session's cells may use up.
    public internal(set) var limits: Limits

    /// What is known about the session beside its memory.
    public internal(set) var metadata: SessionMetadata

    /// What the session has sent and received over the network, as far as its runners told.
    public internal(set) var traffic = Traffic()

    /// The number of the next cell.
    public internal(set) var nextCell = 1

    /// Puts names in the place of all values that were secrets in this session: one that was taken back may still be in
    /// its memory.
    public internal(set) var mask = SecretMask()

    var options: SessionOptions
    let launcher: any RunnerLauncher
    let timing: SessionTiming

    /// True where the state is kept: false for a session that ends with its first cell.
    let isStateful: Bool

    let stops = StopSwitch()
    let watch: SessionWatch
    var runner = RunnerState.none
    /// Counts the runners; the latest has this number.
    var runnerNumber = 0
    var timeline: Timeline
    var ledger = CheckpointLedger()
    /// What the runners have of packages; ``metadata`` names them too.
    var packageSet = SessionPackages()
    /// Where packages come from; nil for a session that has none.
    let supply: (any PackageSupply)?
    /// Where the runners find the packs; nil before the first runner, and where it cannot be made.
    var site: SiteFolder?
    /// Why the site folder cannot be made.
    var siteFailure: ClocheError?
    /// True while a checkpoint is under way.
    var isTakingCheckpoint = false
    /// Writes the session's journal; nil before the first cell, and where there is none.
    var keeper: JournalKeeper?
    var pendingRecovery: Recovery?
    /// How many tasks the last cell left, as far as the user was told.
    var pendingTasks = 0
    var idleCheckpoint: Task<Void, Never>?
    var retirements: [Int: Task<Void, Never>] = [:]
    var isClosed = false

    /// True while a call uses the sandbox.
    var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Makes a session; the sandbox is started by ``start()`` or by the first call that needs it.
    public init(
        permissions: PermissionSet = PermissionSet(),
        limits: Limits = Limits(),
        options: SessionOptions = SessionOptions()
    ) {
        let supply = CachedPackageSupply(runtime: options.runtime, cacheBytes: options.packageCacheBytes)
        let launcher = ProcessLauncher(runtime: options.runtime)
        self.init(permissions, limits, options, launcher, SessionTiming(), supply: supply)
    }

    /// Makes a session over a launcher and a clock of one's own, as tests do; it has no packages.
    package init(
        _ permissions: PermissionSet,
        _ limits: Limits,
        _ options: SessionOptions,
        _ launcher: any RunnerLauncher,
        _ timing: SessionTiming,
        isStateful: Bool = true
    ) {
        self.init(permissions, limits, options, launcher, timing, isStateful: isStateful, supply: nil)
    }

    /// Makes a session whose packages come from a supply.
    init(
        _ permissions: PermissionSet,
        _ limits: Limits,
        _ options: SessionOptions,
        _ launcher: any RunnerLauncher,
        _ timing: SessionTiming,
        isStateful: Bool = true,
        supply: (any PackageSupply)?
    ) {
        self.supply = supply
        self.permissions = permissions
        self.limits = limits
        self.options = options
        self.launcher = launcher
        self.timing = timing
        self.isStateful = isStateful
        metadata = SessionMetadata(created: .thisSecond, permissions: permissions, limits: limits)
        timeline = Timeline(taken: metadata.created)
        watch = SessionWatch(options.audit)
        // Values that cannot be masked end the start of the sandbox.
        if let mask = try? permissions.secretMask(of: options.environment) { self.mask = mask }
        watch.allow(permissions, mask)
        watch.tell(
            .start(permissions: permissions.flags, limits: limits, workingDirectory: options.workingDirectory)
        )
    }

    /// A session that nobody closed leaves no runner behind.
    deinit {
        idleCheckpoint?.cancel()
        watch.tell(.end(reason: "nobody closed it"))
        switch runner {
        case .none: break
        case .starting(let boot): boot.cancel()
        case .ready(let connection): connection.terminate()
        }
    }

    /// Starts the sandbox, and returns when Python is ready.
    ///
    /// Calling it is optional: every call that needs the sandbox starts it and waits for it.
    public func start() async throws(ClocheError) {
        try await takeTurn()
        defer { giveTurn() }
        _ = try await readyRunner()
        if keepsEveryCell { scheduleCheckpoint() }
    }

    /// Stops the running cell; safe from any thread.
    ///
    /// The first call interrupts the cell as Ctrl-C does, which keeps the session's state. A second one ends the sandbox,
    /// and the session goes back to its last checkpoint. Where no cell runs, nothing happens.
    public nonisolated func interrupt() { stops.stop() }

    /// The user's variables, sorted by name.
    public func variables() async throws(ClocheError) -> [Variable] {
        try await takeTurn()
        defer { giveTurn() }
        return try await readyRunner().variables().sorted { $0.name < $1.name }
    }

    /// Ends the sandbox; calls after it throw.
    public func close() async { await close(because: "closed") }

    /// Ends the sandbox, and tells the audit log why.
    ///
    /// - Parameters:
    ///   - reason: Why.
    ///   - isWanted: Whether the user is done with the session; one that was cut off is listed as interrupted.
    package func close(because reason: String, isWanted: Bool = true) async {
        await settleAtEnd(isWanted: isWanted)
        isClosed = true
        idleCheckpoint?.cancel()
        let last = runner
        runner = .none
        switch last {
        case .none:
            break
        case .starting(let boot):
            boot.cancel()
            if case .success(let booted) = await boot.value { await booted.connection.close() }
        case .ready(let connection):
            if let run = stops.first, await run.cell > 0 {
                audit(.kill(cell: await run.cell, reason: reason))
            }
            if isBusy { connection.terminate() }
            await connection.close()
        }
        for retirement in retirements.values { await retirement.value }
        site?.remove()
        await keeper?.close(reason: isWanted ? reason : nil)
        audit(.end(reason: reason))
        await watch.log?.flush()
    }

    // MARK: Turns

    /// Waits until no other call uses the sandbox; each call that succeeds needs a ``giveTurn()``.
    func takeTurn() async throws(ClocheError) {
        if isBusy { await withCheckedContinuation { waiting.append($0) } }
        isBusy = true
        guard !isClosed else {
            giveTurn()
            throw .sessionClosed
        }
    }

    /// Lets the next call use the sandbox.
    func giveTurn() {
        guard waiting.isEmpty else { return waiting.removeFirst().resume() }
        isBusy = false
    }
}

extension Date {
    /// The current second: session files hold no smaller parts.
    static var thisSecond: Date { Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down)) }
}
