internal import Cloche
internal import ClocheREPL

extension Console {
    /// Where the audit log is; nil without a home.
    var auditPath: String? {
        var environment: [String: String] = [:]
        for name in ["XDG_STATE_HOME", "HOME"] { environment[name] = variable(name) }
        return AuditLog.defaultPath(environment: environment)
    }

    /// The audit log that the settings ask for; nil for none.
    func auditLog(_ settings: Settings, onFailure: @escaping @Sendable (String) -> Void) -> AuditLog? {
        guard settings.keepsAudit, let path = auditPath else { return nil }
        return AuditLog(path: path, bounds: AuditBounds(fileBytes: settings.auditSize), onFailure: onFailure)
    }
}
