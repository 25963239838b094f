internal import Synchronization

extension Session {
    /// The packages that the session's cells can import, sorted by name.
    public var packages: [InstalledPackage] { packageSet.described }

    /// Makes packages importable, without a new sandbox and without a change of permissions.
    ///
    /// Cancelling the task ends it with the code `installCancelled`. However it fails, session and cache are as they were.
    /// - Parameters:
    ///   - request: What is wanted.
    ///   - progress: Is called for each step, in order.
    /// - Returns: What was added.
    /// - Throws: ``ClocheError`` with the code `packageNotFound`, `packageConflict`, `packageInvalid`, `installFailed`
    ///   or `installCancelled`.
    public func install(
        _ request: InstallRequest,
        progress: @escaping @Sendable (InstallEvent) -> Void = { _ in }
    ) async throws(ClocheError) -> InstallReport {
        try await takeTurn()
        defer { giveTurn() }
        idleCheckpoint?.cancel()
        defer { scheduleCheckpoint() }
        let supply = try usableSupply()
        // The sandbox starts meanwhile.
        if case .none = runner { startRunner() }
        let notes = Mutex<[String]>([])
        let before = packageSet.locked
        let tell: @Sendable (InstallEvent) -> Void = { event in
            if case .note(let note) = event { notes.withLock { $0.append(note) } }
            progress(event)
        }
        var supplied = try await supply.supply(request, installed: before, progress: tell)
        let damaged = try await damagedPackages(supplied)
        if !damaged.isEmpty {
            let isOffline = request.isOffline || options.isOffline
            try await supply.obtain(damaged, carried: [], isOffline: isOffline, isThorough: true, progress: tell)
            supplied.new += damaged
        }
        guard !isClosed else { throw .sessionClosed }
        let all = before.merging(supplied)
        if !supplied.new.isEmpty || all != before {
            // A pack that is known is not opened anew: the runner has to forget it first.
            let hashes = Set(damaged.map(\.sha256))
            let sound = all.filter { !hashes.contains($0.sha256) }
            if sound != all { try await take(try supply.describe(sound, known: packageSet)) }
            try await take(try supply.describe(all, known: packageSet))
            audit(.install(supplied.new.map(\.audited), isOffline: request.isOffline))
            try await withBlockingCall { () throws(ClocheError) in supply.tidy() }
        }
        let new = Set(supplied.new.map(\.sha256))
        return InstallReport(
            installed: packages.filter { new.contains($0.locked.sha256) },
            alreadyThere: supplied.requested.subtracting(supplied.new.map(\.name)).sorted(),
            notes: notes.withLock { $0 }
        )
    }

    /// Takes packages away, with those that came with them and that nothing else needs.
    ///
    /// What cells have imported already stays in memory. A package whose compiled code is loaded stays: what the memory
    /// holds could not be restored without it.
    /// - Parameter names: The names of packages.
    /// - Returns: The packages that are gone, sorted by name.
    /// - Throws: ``ClocheError`` with the code `packageNotFound` where one is not installed, `packageConflict` where
    ///   another one needs it, `installFailed` where its code is loaded; then nothing has changed.
    public func uninstall(_ names: [String]) async throws(ClocheError) -> [InstalledPackage] {
        try await takeTurn()
        defer { giveTurn() }
        let (left, gone) = try packageSet.removing(Set(names.map(\.normalizedPackageName)))
        guard !gone.isEmpty else { return [] }
        try await take(left)
        audit(.uninstall(gone.map(\.locked.audited)))
        return gone
    }

    /// Those of the top-level names of modules that no import would find now, in the order in which they were asked for.
    ///
    /// No code of the user's is run for it.
    /// - Throws: ``ClocheError`` where the sandbox cannot be started or the session is closed.
    public func missingModules(_ names: [String]) async throws(ClocheError) -> [String] {
        guard !names.isEmpty else { return [] }
        try await takeTurn()
        defer { giveTurn() }
        let missing = Set(try await readyRunner().missingModules(names))
        return names.filter(missing.contains)
    }

    // MARK: The session's set

    /// The packages that were asked for and are installed already, but whose packs are not what was installed.
    ///
    /// Who asks for them may have seen that they cannot be imported any more.
    private func damagedPackages(_ supplied: SuppliedPackages) async throws(ClocheError) -> [LockedPackage] {
        guard let site else { return [] }
        let names = supplied.requested.subtracting(supplied.new.map(\.name))
        let suspects = packageSet.entries.filter { names.contains($0.locked.name) }
        return try await withBlockingCall { () throws(ClocheError) in
            suspects.filter { !$0.index.describes(pack: site.pack($0.locked.sha256)) }.map(\.locked)
        }
    }

    /// Puts other packages in the place of those that the session has; where that fails, it keeps these.
    private func take(_ new: SessionPackages) async throws(ClocheError) {
        try await showing(new) { () async throws(ClocheError) in try await tellRunner(new) }
        adopt(new)
        keeper?.tell(.packages(new.locked))
        await keeper?.written()
    }

    /// Shows the packs of packages in the site folder while something is done that needs them, and takes those that are
    /// new away again where it fails.
    func showing(
        _ new: SessionPackages,
        _ work: () async throws(ClocheError) -> Void
    ) async throws(ClocheError) {
        let added = new.hashes.subtracting(packageSet.hashes).sorted()
        guard !added.isEmpty else { return try await work() }
        let supply = try usableSupply()
        guard let site = siteFolder() else { throw siteFailure ?? .noPackages }
        do throws(ClocheError) {
            try await withBlockingCall { () throws(ClocheError) in
                for sha256 in added { try supply.link(sha256, into: site) }
            }
            try await work()
        } catch {
            for sha256 in added { site.unlink(sha256) }
            throw error
        }
    }

    /// Goes by other packages from now on; their packs are shown, and the runner knows them.
    func adopt(_ new: SessionPackages) {
        let gone = packageSet.hashes.subtracting(new.hashes)
        packageSet = new
        metadata.packages = new.locked
        for sha256 in gone { site?.unlink(sha256) }
    }

    /// Tells the runner which packages there are; one that starts later, or anew, gets them with its boot.
    private func tellRunner(_ new: SessionPackages) async throws(ClocheError) {
        if case .none = runner { return }
        let connection: RunnerConnection
        do throws(ClocheError) {
            connection = try await readyRunner()
        } catch {
            guard !isClosed else { throw error }
            return
        }
        do throws(ClocheError) {
            try await connection.setPackages(new.parts)
        } catch {
            guard !isClosed else { throw .sessionClosed }
            guard error.isEndOfSandbox else { throw ClocheError(code: .installFailed, message: error.message) }
            sandboxEnded(ledger.goBack(after: "the sandbox died", during: nil, to: timeline.position), error)
        }
    }

    /// The packages that a stored session had, in the cache and described.
    func obtained(
        _ packages: [LockedPackage],
        carried: [PackageArchive] = []
    ) async throws(ClocheError) -> SessionPackages {
        guard !packages.isEmpty else { return SessionPackages() }
        let supply = try usableSupply()
        try await supply.obtain(packages, carried: carried, isOffline: options.isOffline, isThorough: false) { _ in }
        return try supply.describe(packages, known: SessionPackages())
    }

    // MARK: The site folder

    /// The folder of the session's packs, made where there is none; nil where that is not possible.
    func siteFolder() -> SiteFolder? {
        if let site { return site }
        guard let supply, siteFailure == nil, !isClosed else { return nil }
        do throws(ClocheError) {
            site = try supply.makeSite()
        } catch {
            siteFailure = error
        }
        return site
    }

    /// Where packages come from.
    ///
    /// - Throws: ``ClocheError`` where this session can have none.
    func usableSupply() throws(ClocheError) -> any PackageSupply {
        guard let supply else { throw .noPackages }
        guard siteFolder() != nil else { throw siteFailure ?? .noPackages }
        return supply
    }
}

extension [LockedPackage] {
    /// These packages with those that were supplied, sorted by name; what was asked for is marked so.
    fileprivate func merging(_ supplied: SuppliedPackages) -> [LockedPackage] {
        let replaced = Set(supplied.new.map(\.name))
        let all = filter { !replaced.contains($0.name) } + supplied.new
        return all.sorted { $0.name < $1.name }.map { package in
            var package = package
            // What was asked for once stays asked for when an upgrade replaces it.
            let wasRequested = contains { $0.name == package.name && $0.isRequested }
            package.isRequested = package.isRequested || wasRequested || supplied.requested.contains(package.name)
            return package
        }
    }
}

extension LockedPackage {
    /// What the audit log tells of it.
    fileprivate var audited: String { "\(name) \(version) sha256:\(sha256)" }
}

extension ClocheError {
    fileprivate static var noPackages: ClocheError {
        .install(.installFailed, "packages", "this session has no place for them")
    }
}
