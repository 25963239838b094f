import Cloche

extension MetaCommand {
    /// The row of `:audit [N] [cell N] [WORD...]`.
    static let audit = MetaCommand(
        name: "audit",
        arguments: "[N] [cell N] [WORD...]",
        arity: 0...Int.max,
        summary: "list what this session did",
        details: [
            "Lists the newest events of this session from the audit log: when, in which cell, what happened and to what. "
                + "Without a number, the last 20; 'all' for all of them, 'cell N' for those of a cell.",
            "WORD is a kind of permission (\(PermissionWords.kinds)) or an event "
                + "(\(AuditRecord.events.joined(separator: ", "))).",
            "Uses and refusals are what the sandbox reports, where hostile code can leave something out. "
                + "'cloche audit' lists those of other sessions.",
        ],
        examples: [
            MetaCommandExample(":audit", "lists the last 20 events"),
            MetaCommandExample(":audit cell 7", "lists what cell 7 did"),
            MetaCommandExample(":audit all refused net", "lists every host that cells were refused"),
        ],
        completion: .words(["cell ", "all", "refused"] + PermissionKind.allCases.map(\.rawValue) + AuditRecord.events)
    ) { (call) throws(REPLError) in
        let request = try AuditRequest(parsing: call.words)
        let filter = request.filter
        let found = try await call.ask { session throws(ClocheError) in try await session.auditRecords(filter) }
        guard let reading = found else {
            throw .usage("this session has no audit log; whether it has one is chosen when it begins: ':set audit'")
        }
        let screen = call.screen
        guard !reading.records.isEmpty else {
            screen.notice("the audit log has nothing of the kind")
            return .done
        }
        await call.page(
            AuditTable.lines(
                reading.records,
                now: AuditTime.now,
                width: screen.columns() - 1,
                palette: screen.palette
            )
        )
        return .done
    }
}
