internal import Cloche

extension Invocation {
    /// Makes the session that the options ask for.
    ///
    /// - Throws: `ClocheError` where a permission or a limit is wrong.
    func session(
        isTerminal: Bool,
        runtime: Runtime? = nil,
        audit: AuditLog? = nil
    ) throws(ClocheError) -> Session {
        try limits.validate()
        let options = SessionOptions(
            arguments: pythonArguments,
            terminal: isTerminal,
            runtime: runtime,
            audit: audit
        )
        return Session(permissions: try permissionSet(), limits: limits, options: options)
    }
}
