extension Session {
    /// What the cells used of their permissions, as the sandbox told; the latest first.
    public var uses: [PermissionUse] { watch.uses }

    /// Tells the audit log what happened.
    func audit(_ event: AuditEvent) {
        watch.tell(event)
    }

    /// Tells the audit log how a cell ended.
    func auditCell(_ request: CellRequest, _ run: CellRun, _ result: ExecutionResult) async {
        guard watch.log != nil else { return }
        let dropped = await run.transcript.dropped + watch.dropped(of: result.cell)
        audit(.cell(AuditedCell(result, source: mask.masked(request.source), dropped: dropped)))
    }

    /// Reads what the audit log has about this session; nil where the session has none.
    ///
    /// - Throws: ``ClocheError`` with the code `unreadableAudit`.
    package func auditRecords(_ filter: AuditFilter) async throws(ClocheError) -> AuditReading? {
        guard let log = watch.log else { return nil }
        await log.flush()
        var filter = filter
        filter.session = watch.session
        let own = filter
        return try await withBlockingCall { () throws(ClocheError) -> AuditReading in
            try AuditReader.read(log.path, own)
        }
    }
}
