#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Session {
    /// The whole session as the bytes of a session file.
    public func sessionBytes() async throws(ClocheError) -> Data {
        let pieces = try await sessionFile().encode()
        var bytes = Data(capacity: pieces.reduce(0) { $0 + $1.count })
        for piece in pieces { bytes.append(contentsOf: piece) }
        audit(.save(path: nil, bytes: bytes.count, hash: SessionFile.hash(of: pieces[0])))
        return bytes
    }

    /// Saves the whole session to a file, which is replaced only when the new one is complete.
    ///
    /// - Parameters:
    ///   - path: Where the file is to be.
    ///   - withPackages: Whether the file carries those of its packages, so that it can be loaded where they cannot be had.
    /// - Returns: What was written.
    /// - Throws: ``ClocheError`` with the code `notSaved`, or `packagesMissing`; then the old file is as it was.
    public func save(to path: String, withPackages: Bool = false) async throws(ClocheError) -> SaveReport {
        var file = try await sessionFile()
        if withPackages { file.packages = try await archives() }
        let whole = file
        let (size, hash) = try await withBlockingCall { () throws(ClocheError) -> (Int, String) in
            try whole.write(to: path)
        }
        audit(.save(path: path, bytes: size, hash: hash))
        return SaveReport(path: path, size: size, lost: file.checkpoint.lost, secrets: mask.names)
    }

    /// Replaces the session's state by that of a session file, and returns what the file records about itself.
    ///
    /// The permissions and limits stay as they are: recorded ones are shown, never granted.
    /// - Throws: ``ClocheError`` where the file cannot be used; then the session is untouched.
    public func restore(from path: String) async throws(ClocheError) -> SessionMetadata {
        let maximum = limits.maximumImageBytes
        do throws(ClocheError) {
            let (file, load) = try await withBlockingCall { () throws(ClocheError) -> (SessionFile, AuditEvent) in
                let source = ByteSource(try BoundedFile(path, maximumBytes: maximum))
                let load = AuditEvent.load(path: path, bytes: source.count, hash: try SessionFile.hash(of: source))
                return (try SessionFile(source, build: .current), load)
            }
            let recorded = try await restore(file)
            audit(load)
            return recorded
        } catch {
            throw error.naming(path)
        }
    }

    /// Replaces the session's state by that of the bytes of a session file, as ``restore(from:)`` does.
    public func restore(bytes: Data) async throws(ClocheError) -> SessionMetadata {
        let file = try await withBlockingCall { () throws(ClocheError) -> SessionFile in
            try SessionFile(parsing: bytes, build: .current)
        }
        let recorded = try await restore(file)
        audit(.load(path: nil, bytes: bytes.count, hash: SessionFile.hash(of: bytes)))
        return recorded
    }

    /// The files of the session's packages; what was taken out of the cache meanwhile is got again.
    private func archives() async throws(ClocheError) -> [PackageArchive] {
        let packages = metadata.packages
        guard !packages.isEmpty else { return [] }
        let supply = try usableSupply()
        try await supply.obtain(packages, carried: [], isOffline: options.isOffline, isThorough: false) { _ in }
        return try await withBlockingCall { () throws(ClocheError) in
            var archives: [PackageArchive] = []
            for package in packages { archives.append(try supply.archive(of: package.sha256)) }
            return archives
        }
    }

    private func sessionFile() async throws(ClocheError) -> SessionFile {
        try await takeTurn()
        defer { giveTurn() }
        do throws(ClocheError) {
            let checkpoint = try await wholeCheckpoint()
            return SessionFile(build: .current, saved: .thisSecond, metadata: metadata, checkpoint: checkpoint)
        } catch {
            guard error.code == .sandboxRefused else { throw error }
            throw .cannotSave(error.message)
        }
    }

    /// A checkpoint of the session as it is now, in few parts.
    ///
    /// One that is large already is taken as it is: to make it anew would take seconds.
    private func wholeCheckpoint() async throws(ClocheError) -> Checkpoint {
        if !ledger.uncovered.isEmpty || timeline.checkpoint == nil { try await takeCheckpoint() }
        let connection = try await readyRunner()
        if let last = timeline.checkpoint, last.heapBytes > Self.largeHeap, !last.isDueForFull { return last }
        ledger.needsFull = true
        let whole = try await connection.checkpoint(full: true, base: nil)
        // Later ones refer to the files of this one. The heap stays, and with it the short way back to earlier ones.
        var kept = whole
        if let last = timeline.checkpoint { kept.heap = last.heap }
        keeper?.keep(timeline.add(kept, cells: [], runner: runnerNumber))
        ledger.needsFull = false
        return whole
    }

    private static let largeHeap = 128 << 20

    private func restore(_ file: SessionFile) async throws(ClocheError) -> SessionMetadata {
        try await takeTurn()
        defer { giveTurn() }
        guard file.checkpoint.heapBytes <= limits.memory else {
            let sizes = "its heap is \(file.checkpoint.heapBytes.inMebibytes), the memory limit is"
            let need = "to load it, raise the memory limit to \(file.checkpoint.heapBytes.inMebibytes)"
            throw .invalidSessionFile("\(sizes) \(limits.memory.inMebibytes); \(need)")
        }
        // What was a secret there is one here, although it is not granted.
        if let secrets = try? file.metadata.permissions.secretMask(of: options.environment) { hide(secrets) }
        let packages = try await obtained(file.metadata.packages, carried: file.packages)
        do throws(ClocheError) {
            try await showing(packages) { () async throws(ClocheError) in
                try await replaceRunner(by: file.checkpoint, with: packages)
            }
        } catch {
            guard error.code == .sandboxNotStarted else { throw error }
            throw .invalidSessionFile("its state cannot be restored: \(error.message)")
        }
        adopt(packages)
        take(file)
        return file.metadata
    }

    private func take(_ file: SessionFile) {
        let last = file.metadata.cells.map(\.number).max() ?? 0
        timeline = Timeline(file.checkpoint, at: last)
        ledger = CheckpointLedger()
        nextCell = last + 1
        pendingTasks = 0
        pendingRecovery = nil
        metadata.created = file.metadata.created
        metadata.cells = file.metadata.cells.map { cell in
            var cell = cell
            cell.source = mask.masked(cell.source)
            return cell
        }
        metadata.variables = file.metadata.variables.map(mask.masked)
        restartJournal()
    }
}

extension BuildIdentity {
    /// What this build can load.
    static var current: BuildIdentity { BuildIdentity(pyodide: RuntimeLocator.pyodideVersion, runner: runnerKey) }
}

extension Int {
    /// A number of bytes in MiB, rounded up.
    var inMebibytes: String { "\((self + (1 << 20) - 1) >> 20) MiB" }
}
