extension Session {
    /// Begins anew, and runs the cells of a session file again, one after the other.
    ///
    /// It is for files whose memory this build cannot load: only the file's manifest has to be whole. The cells run under
    /// the permissions and limits that the session has now, and what was granted then is not. Cells whose effects were
    /// lost or undone do not run. A cell that fails does not keep the next one from running; one that is interrupted,
    /// and was not stopped then either, does.
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - input: Answers `input()`; nil is the end of the input.
    ///   - ended: Is called for each cell that has ended.
    /// - Returns: What became of them.
    /// - Throws: ``ClocheError`` where the file cannot be used; then the session is untouched. Also where the sandbox
    ///   cannot be started.
    public func rerun(
        from path: String,
        input: @escaping @Sendable (InputRequest) async -> String? = { _ in nil },
        ended: @escaping @Sendable (RerunCell) -> Void = { _ in }
    ) async throws(ClocheError) -> RerunReport {
        let (recorded, load) = try await recordedCells(in: path)
        // What was a secret there is one here, although it is not granted.
        if let secrets = try? recorded.permissions.secretMask(of: options.environment) { hide(secrets) }
        try await begin(with: recorded.packages)
        audit(load)
        let cells = recorded.cells.filter(\.hasEffect)
        var report = RerunReport(recorded: recorded, left: cells.count)
        for cell in cells {
            let again = RerunCell(recorded: cell, result: try await execute(cell.source, input: input))
            ended(again)
            report.ran += 1
            report.same += again.isSame ? 1 : 0
            report.left -= 1
            if again.result.status == .interrupted, ![.interrupted, .timedOut].contains(cell.status) { break }
        }
        return report
    }

    private func recordedCells(in path: String) async throws(ClocheError) -> (SessionMetadata, AuditEvent) {
        do throws(ClocheError) {
            return try await withBlockingCall { () throws(ClocheError) -> (SessionMetadata, AuditEvent) in
                let source = ByteSource(try BoundedFile(path, maximumBytes: Limits.largestImageBytes))
                let recorded = try Manifest.read(from: source).manifest.session
                guard recorded.cells.contains(where: \.hasEffect) else {
                    throw .invalidSessionFile("it has no cells to run again")
                }
                return (recorded, .load(path: path, bytes: source.count, hash: try SessionFile.hash(of: source)))
            }
        } catch {
            throw error.naming(path)
        }
    }
}
